/** What the desk asks for and nobody has said yet. A required answer that is missing is said beside its field. */
import { useState } from 'react';
import type { TicketQuestionView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { TextField } from '../../parts/field.tsx';
import { Section } from '../../parts/page.tsx';
import { answerTo, countMissing, isMissing, LONGEST_ANSWER, type Answers } from './form.ts';
import texts from '../../parts/text.module.css';
import styles from './ticket.module.css';

interface QuestionsProps {
  readonly questions: readonly TicketQuestionView[];
  readonly answers: Answers;
  readonly onAnswer: (key: string, value: string) => void;
}

export function Questions({ questions, answers, onAnswer }: QuestionsProps) {
  const t = useTranslate();
  const missing = countMissing(questions, answers);
  return (
    <Section title={t('window.ticket.questions')}>
      <p className={texts['soft']} role="status">
        {t('window.ticket.missing', { count: missing })}
      </p>
      <div className={styles['fields']}>
        {questions.map((question) => (
          <Question key={question.key} question={question} answers={answers} onAnswer={onAnswer} />
        ))}
      </div>
    </Section>
  );
}

interface QuestionProps extends Omit<QuestionsProps, 'questions'> {
  readonly question: TicketQuestionView;
}

function Question({ question, answers, onAnswer }: QuestionProps) {
  const t = useTranslate();
  const [wasLeft, setLeft] = useState(false);
  const { key, label, help, isRequired } = question;
  // nobody is told off before they had a chance to write
  const isWrong = wasLeft && isMissing(question, answers);
  return (
    <TextField
      label={isRequired ? label : t('window.ticket.optional', { label })}
      help={
        <>
          {help}
          {isWrong && <span className={styles['wrong']}>{t('window.ticket.required')}</span>}
        </>
      }
      value={answerTo(question, answers)}
      required={isRequired}
      aria-invalid={isWrong}
      maxLength={LONGEST_ANSWER}
      onBlur={() => setLeft(true)}
      onChange={(event) => onAnswer(key, event.target.value)}
    />
  );
}
