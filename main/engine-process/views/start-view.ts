/** What the start screen offers: symptoms, services, and the providers with what they sell. */
import type { ProviderPack, Translator } from '../../../diagnostics/index.ts';
import { inertLine } from '../../../diagnostics/index.ts';
import { services, symptoms } from '../../../diagnostics/model/vocabulary.ts';
import type { ProviderChoice, StartView } from '../../contract/views.ts';

export const startView = (packs: readonly ProviderPack[], t: Translator): StartView => ({
  symptoms: symptoms.map((id) => ({ id, label: t.text(`app.symptom.${id}`) })),
  services: services.map((id) => ({ id, label: t.text(`report.area.${id}`) })),
  providers: packs.map((pack) => providerChoice(pack, t)),
});

export const providerChoice = ({ id, name, products }: ProviderPack, t: Translator): ProviderChoice => ({
  id,
  label: inertLine(name),
  products: products.map((product) => ({
    id: product.id,
    label: t.localized(product.name),
    tiers: product.tiers.map((tier) => ({ id: tier.id, label: t.localized(tier.name) })),
  })),
});
