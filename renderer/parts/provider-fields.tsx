import type { StartView } from '../../main/contract/views.ts';
import { useTranslate } from '../i18n/use-translate.ts';
import { SelectField } from './field.tsx';
import styles from './provider-fields.module.css';

/** Ids; empty where the person leaves it to Faultline. */
export interface ProviderPick {
  readonly provider: string;
  readonly product: string;
  readonly tier: string;
}

interface ProviderFieldsProps {
  readonly providers: StartView['providers'];
  readonly pick: ProviderPick;
  readonly onPick: (pick: ProviderPick) => void;
  /** False where the support level is not asked for. */
  readonly hasTiers?: boolean;
  /** False where there are no measurements by which a provider could be recognised. */
  readonly isRecognised?: boolean;
}

/** Product and tier appear only where the provider has several. */
export function ProviderFields({
  providers,
  pick,
  onPick,
  hasTiers = true,
  isRecognised = true,
}: ProviderFieldsProps) {
  const t = useTranslate();
  const open = { id: '', label: t('window.provider.not_chosen') };
  const provider = providers.find(({ id }) => id === pick.provider);
  const products = provider?.products ?? [];
  const tiers = products.find(({ id }) => id === pick.product)?.tiers ?? [];
  return (
    <div className={styles['fields']}>
      <SelectField
        label={t('window.provider.label')}
        help={isRecognised ? t('window.provider.help') : undefined}
        value={provider === undefined ? '' : pick.provider}
        choices={[
          { id: '', label: t(isRecognised ? 'window.provider.recognise' : 'window.provider.not_chosen') },
          ...providers,
        ]}
        onChoose={(id) => onPick({ provider: id, product: '', tier: '' })}
      />
      {products.length > 0 && (
        <SelectField
          label={t('window.provider.product')}
          value={pick.product}
          choices={[open, ...products]}
          onChoose={(product) => onPick({ ...pick, product, tier: '' })}
        />
      )}
      {hasTiers && tiers.length > 0 && (
        <SelectField
          label={t('window.provider.tier')}
          value={pick.tier}
          choices={[open, ...tiers]}
          onChoose={(tier) => onPick({ ...pick, tier })}
        />
      )}
    </div>
  );
}
