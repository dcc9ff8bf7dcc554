/**
 * The words of reports are written for the terminal as well, and some name an option to type. In the window such a text has a twin under
 * `in_window.` (`resources/locales/in-window.*.json`), and the answers to a question are named as people say them.
 */
import type { Translator } from '../../diagnostics/index.ts';
import type { Message } from '../../diagnostics/model/message.ts';
import { questions, type QuestionId } from '../../diagnostics/model/questions.ts';

type Values = Message['values'];

export function windowTranslator(t: Translator): Translator {
  const text = (key: string, values: Values = {}): string => {
    const twin = `in_window.${key}`;
    return t.text(t.has(twin) ? twin : key, worded(values, t));
  };
  const said = (message: Message): string => text(message.key, message.values);
  return Object.assign(said, {
    language: t.language,
    text,
    has: (key: string) => t.has(key),
    localized: (localized: Parameters<Translator['localized']>[0]) => t.localized(localized),
    dateTime: (time: string) => t.dateTime(time),
    dateTimeUtc: (time: string) => t.dateTimeUtc(time),
    dateTimeIn: (time: string, zone: string) => t.dateTimeIn(time, zone),
  });
}

/** `options` of a question come as what to type: `--fact works_elsewhere=yes, --fact works_elsewhere=no`. */
function worded(values: Values, t: Translator): Values {
  const question = /^--fact (\w+)=/u.exec(String(values['options'] ?? ''))?.[1];
  if (question === undefined || !Object.hasOwn(questions, question)) return values;
  const answers = questions[question as QuestionId].values;
  const options = answers.map((value) => t.text(`question.${question}.value.${value}`)).join('; ');
  return { ...values, options };
}
