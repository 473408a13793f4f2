/** The words of notices, in English. */
export const notices = {
  title: 'Notices',
  unseen: '{n, plural, one {# new notice} other {# new notices}}',
  mark_seen: 'Mark as seen',
  none: 'Nothing has happened that you should know.',
  warning: 'Look here:',
  open: 'Open',
};
