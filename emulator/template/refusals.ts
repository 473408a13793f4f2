import { GraphRefusal, templateRefusal } from '../graph/errors.ts';

/**
 * The refusals of template calls. Subcodes, titles and sentences are Meta's where its error page or public logs show them
 * (read 2026-11-22); a law whose subcode nobody has published is refused with code 100, a title and a sentence of our own
 * and without a subcode.
 */

/** A component lacks a field it can't do without (seen in public logs). */
export function missingField(component: string, field: string): GraphRefusal {
  return templateRefusal(
    2388043,
    'Message template "components" param is missing expected field(s)',
    `component of type ${component} is missing expected field(s) (${field})`,
  );
}

/** Something has more characters than it may. */
export function tooLong(field: string, limit: number): GraphRefusal {
  return templateRefusal(2388040, 'Character limit exceeded', `The ${field} field can't have more than ${limit} characters.`);
}

/** The header breaks a law of form. */
export function badHeader(sentence: string): GraphRefusal {
  return templateRefusal(2388047, 'Message header format is incorrect', sentence);
}

/** The body breaks a law of form. */
export function badBody(sentence: string): GraphRefusal {
  return templateRefusal(2388072, 'Message body format is incorrect', sentence);
}

/** The footer breaks a law of form. */
export function badFooter(sentence: string): GraphRefusal {
  return templateRefusal(2388073, 'Message footer format is incorrect', sentence);
}

/** A state in which this can't be done. */
export function badStatus(sentence: string): GraphRefusal {
  return templateRefusal(2388039, "Message template status can't be changed", sentence);
}

/** The buttons break a law; Meta's subcode is not published. */
export function badButtons(sentence: string): GraphRefusal {
  return unnamed('Message template buttons are incorrect', sentence);
}

/** The components do not go together; Meta's subcode is not published. */
export function badComponents(sentence: string): GraphRefusal {
  return unnamed('Message template components are incorrect', sentence);
}

/** A law whose subcode nobody has published. */
export function unnamed(title: string, sentence: string): GraphRefusal {
  return new GraphRefusal(100, 'Invalid parameter', { title, sentence });
}

/** No template of this name or id (title seen in public logs). */
export function noSuchTemplate(what: string): GraphRefusal {
  return new GraphRefusal(100, 'Invalid parameter', {
    subcode: 2593002,
    title: 'Message Template Not Found',
    sentence: `The message template "${what}" was not found in your account.`,
  });
}
