import type { StartView } from '../../../main/contract/views.ts';
import { useTranslate } from '../../i18n/use-translate.ts';
import { SelectField } from '../../parts/field.tsx';
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
}

/** Product and tier appear only where the provider has several. */
export function ProviderFields({ providers, pick, onPick }: ProviderFieldsProps) {
  const t = useTranslate();
  const open = { id: '', label: t('window.provider.not_chosen') };
  const provider = providers.find(({ id }) => id === pick.provider);
  const products = provider?.products ?? [];
  const tiers = products.find(({ id }) => id === pick.product)?.tiers ?? [];
  return (
    <div className={styles['fields']}>
      <SelectField
        label={t('window.provider.label')}
        help={t('window.provider.help')}
        value={provider === undefined ? '' : pick.provider}
        choices={[{ id: '', label: t('window.provider.recognise') }, ...providers]}
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
      {tiers.length > 0 && (
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
