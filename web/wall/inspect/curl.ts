import type { MessageReport, World } from '#core/rehearsal/rehearsal.ts';

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * The command that says the same again. To a person it is the `POST /messages` as it came, with the variables that the
 * emulator prints at its start. From a person it is the webhook as it went, signed by the shell itself: the secret never
 * comes to this page.
 */
export function curlOf(message: MessageReport, world: World | undefined, name: string): string {
  if (message.direction === 'to_person') {
    const version = world?.settings.graph_version ?? 'v26.0';
    return [
      `curl -X POST "$CLOUD_API_URL/${version}/${message.number}/messages"`,
      '-H "Authorization: Bearer $CLOUD_API_TOKEN"',
      "-H 'Content-Type: application/json'",
      `-d ${quoted(JSON.stringify(message.wire))}`,
    ].join(' \\\n  ');
  }
  const body = JSON.stringify(envelopeOf(message, world, name));
  return [
    `BODY=${quoted(body)}`,
    'SIGNATURE=$(printf %s "$BODY" | openssl dgst -sha256 -hmac "$APP_SECRET" | sed \'s/^.* //\')',
    ['curl -X POST "$WEBHOOK_URL"', "-H 'Content-Type: application/json'", '-H "X-Hub-Signature-256: sha256=$SIGNATURE"', '--data-binary "$BODY"'].join(
      ' \\\n  ',
    ),
  ].join('\n');
}

/** The webhook around one inbound message, as Meta wraps it. `name` is what the person calls themselves. */
export function envelopeOf(message: MessageReport, world: World | undefined, name: string): unknown {
  if (typeof message.wire === 'object' && message.wire !== null && 'object' in message.wire) return message.wire;
  const number = world?.numbers.find((one) => one.id === message.number);
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: number?.business_account_id ?? '',
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: number?.display_phone_number.replace(/^\+/, '') ?? '', phone_number_id: message.number },
              contacts: [{ profile: { name }, wa_id: message.wa_id }],
              messages: [message.wire],
            },
            field: 'messages',
          },
        ],
      },
    ],
  };
}
