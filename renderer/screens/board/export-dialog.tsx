/** What the filters show of the board, as a file. */
import { useState } from 'react';
import type { InputOf } from '../../../main/contract/channels.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { RadioField } from '../../parts/field.tsx';

export type ExportFormat = InputOf<'history:export'>['format'];
const formats: readonly ExportFormat[] = ['csv', 'html', 'json', 'ndjson'];

interface ExportDialogProps {
  readonly isOpen: boolean;
  readonly count: number;
  readonly onClose: () => void;
  readonly onExport: (format: ExportFormat) => void;
}

export function ExportDialog({ isOpen, count, onClose, onExport }: ExportDialogProps) {
  const t = useTranslate();
  const [format, setFormat] = useState<ExportFormat>('csv');
  return (
    <Dialog
      title={t('window.export.title')}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('window.cancel')}</Button>
          <Button look="primary" onClick={() => onExport(format)}>
            {t('window.export.save')}
          </Button>
        </>
      }
    >
      <p>{t('window.export.text', { count })}</p>
      <RadioField
        label={t('window.history.format')}
        value={format}
        choices={formats.map((id) => ({ id, label: t(`window.history.format.${id}`) }))}
        onChoose={(id) => setFormat(formats.find((each) => each === id) ?? 'csv')}
      />
      {format === 'html' && <p>{t('window.export.name')}</p>}
    </Dialog>
  );
}
