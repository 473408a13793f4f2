/** The words of messages in doubt, in English. */
export const doubt = {
  open: 'In doubt: it was sent, but no answer came back. WhatsApp may have it: sent again, they could get it twice.',
  closed: 'In doubt, and left so. An echo of WhatsApp still settles it.',
  again: 'Send again',
  close: 'Leave it',
  again_done: 'It is sent again.',
  close_done: 'Left as it is.',
  resend: 'Messages in doubt',
  resend_about:
    'When WhatsApp’s answer is lost, nobody knows whether a message arrived. Parley waits for the echo and sends nothing again. You can have it send again by itself: once a person, and only when messages sent later were echoed, so that the echo would have come. Whoever has the message after all gets it twice.',
  resend_on: 'Send again by itself',
  resend_minutes: 'After so many minutes without an echo',
  resend_never: 'Nothing is sent again by itself. You decide in the report or in the conversation.',
};
