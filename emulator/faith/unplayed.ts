/** Codes of Meta's error page that the emulator never answers, and why. */
export type Unplayed = { codes: readonly number[]; why: string };

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/**
 * What of facts §5 (read 2026-11-22) the emulator does not play by itself. The documentation prints it. Its dials
 * `fault_refusal_code` and `fault_failure_code` answer any of these codes all the same, to see what a client does.
 */
export const unplayed: readonly Unplayed[] = [
  { codes: range(201, 299), why: 'Like 200, which stands for all of them: the emulator’s token may do everything.' },
  {
    codes: [131_044, ...range(138_001, 138_018), 138_024, 138_025],
    why: 'Calling is outside of the emulator: everything about calls answers 138000, “Calling API not enabled”.',
  },
  {
    codes: [131_020, 131_041, 131_201, 131_202, 131_204, 131_207, 131_208, ...range(131_209, 131_214)],
    why: 'Groups are outside of the emulator: everything about groups answers 131215, “Groups not eligible”.',
  },
  { codes: [2_388_318, 2_388_330], why: 'Direct Send is a closed beta: the emulator refuses it with code 100, as Meta does where it is not enabled.' },
  { codes: [1_752_041], why: 'The marketing API needs no onboarding here: every account is ready.' },
  { codes: [2_388_001, 2_388_012, 2_388_091, 2_388_093, 2_388_103, 2_494_100], why: 'Numbers are not migrated from one account to another.' },
  { codes: [2_593_107, 2_593_108], why: 'There is no WhatsApp Business app beside the API (coexistence), so nothing is synchronised.' },
  { codes: [147_003, 147_004, 147_005], why: 'Usernames are not linked with Facebook pages or Instagram accounts.' },
  { codes: range(2_494_164, 2_494_179), why: 'In-App Signup is not played.' },
];
