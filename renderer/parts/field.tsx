/** Labelled controls of the platform: they behave as the person's other programs do. */
import { useId, type ComponentProps, type ReactNode } from 'react';
import type { Choice } from '../../main/contract/views.ts';
import styles from './field.module.css';

interface LabelProps {
  readonly label: string;
  readonly help?: ReactNode;
}

/** Ties label and help to a control. */
function Field({
  label,
  help,
  children,
}: LabelProps & {
  readonly children: (ids: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
}) {
  const id = useId();
  const helpId = `${id}-help`;
  const hasHelp = help !== undefined && help !== '' && help !== null;
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      {children({ id, 'aria-describedby': hasHelp ? helpId : undefined })}
      {hasHelp && (
        <div id={helpId} className={styles['help']}>
          {help}
        </div>
      )}
    </div>
  );
}

type TextFieldProps = LabelProps & Omit<ComponentProps<'input'>, 'id'>;

export function TextField({ label, help, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <input type="text" {...rest} {...ids} className={`${styles['control']} ${className ?? ''}`} />
      )}
    </Field>
  );
}

type TextAreaProps = LabelProps & Omit<ComponentProps<'textarea'>, 'id'>;

export function TextArea({ label, help, ...rest }: TextAreaProps) {
  return (
    <Field label={label} help={help}>
      {(ids) => <textarea {...rest} {...ids} className={`${styles['control']} ${styles['area']}`} />}
    </Field>
  );
}

interface SelectFieldProps extends LabelProps {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (id: string) => void;
}

export function SelectField({ label, help, value, choices, onChoose }: SelectFieldProps) {
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <select
          {...ids}
          className={styles['control']}
          value={value}
          onChange={(event) => onChoose(event.target.value)}
        >
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckFieldProps extends LabelProps {
  readonly isOn: boolean;
  readonly onSet: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}

export function CheckField({ label, help, isOn, onSet, isDisabled = false }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={styles['check']}>
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        disabled={isDisabled}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onSet(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {help !== undefined && (
          <div id={`${id}-help`} className={styles['help']}>
            {help}
          </div>
        )}
      </div>
    </div>
  );
}

interface RadioFieldProps extends LabelProps {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (id: string) => void;
  /** Where there is room. */
  readonly isTwoColumns?: boolean;
}

/** One of a few, all in sight. */
export function RadioField({ label, help, value, choices, onChoose, isTwoColumns = false }: RadioFieldProps) {
  const name = useId();
  return (
    <fieldset className={styles['field']}>
      <legend className={styles['label']}>{label}</legend>
      {help !== undefined && <div className={styles['help']}>{help}</div>}
      <div className={`${styles['choices']} ${isTwoColumns ? styles['two'] : ''}`}>
        {choices.map((choice) => (
          <label key={choice.id} className={styles['choice']}>
            <input
              type="radio"
              name={name}
              value={choice.id}
              checked={choice.id === value}
              onChange={() => onChoose(choice.id)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Fields and buttons that belong together, in one line. */
export function FieldLine({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={[styles['line'], className].filter(Boolean).join(' ')} />;
}
