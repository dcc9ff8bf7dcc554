/** When the clients of the board are looked at again by themselves. */
import type { SettingsView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { RadioField, SelectField } from '../../parts/field.tsx';
import { Section } from '../../parts/page.tsx';
import { useView } from '../../state/app.ts';

type Schedule = SettingsView['schedule'];

interface ScheduleSectionProps {
  readonly schedule: Schedule;
  readonly onSet: (schedule: Schedule) => void;
}

const hours = Array.from({ length: 24 }, (_each, hour) => ({
  id: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));
/** Monday first. */
const weekdays = [1, 2, 3, 4, 5, 6, 0];

export function ScheduleSection({ schedule, onSet }: ScheduleSectionProps) {
  const t = useTranslate();
  const batch = useView('batch:state', undefined);
  const list = batch.value?.list ?? null;
  const { every, hour, weekday } = schedule;
  return (
    <Section title={t('window.schedule.title')} lead={t('window.schedule.lead')}>
      <RadioField
        label={t('window.schedule.every')}
        value={every}
        choices={[
          { id: 'off', label: t('window.schedule.off') },
          { id: 'daily', label: t('window.schedule.daily') },
          { id: 'weekly', label: t('window.schedule.weekly') },
        ]}
        onChoose={(id) => onSet({ ...schedule, every: id as Schedule['every'] })}
      />
      {every !== 'off' && (
        <>
          {every === 'weekly' && (
            <SelectField
              label={t('window.schedule.weekday')}
              value={String(weekday)}
              choices={weekdays.map((day) => ({ id: String(day), label: t.weekday(day) }))}
              onChoose={(id) => onSet({ ...schedule, weekday: Number(id) })}
            />
          )}
          <SelectField
            label={t('window.schedule.hour')}
            help={t('window.schedule.hour_help')}
            value={String(hour)}
            choices={hours}
            onChoose={(id) => onSet({ ...schedule, hour: Number(id) })}
          />
          <p>{list === null ? t('window.schedule.no_list') : t('window.schedule.list', { name: list })}</p>
          <p>{t('window.schedule.tray')}</p>
        </>
      )}
    </Section>
  );
}
