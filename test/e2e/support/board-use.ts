/** What a reseller does with a long board, for whoever measures it: scroll it all, then filter it in every way. */
import type { RunningApp } from './app.ts';
import { words as t } from './app.ts';
import { goTo } from './window.ts';

/** Opens the board and waits for its rows. */
export async function openBoard({ page }: RunningApp): Promise<void> {
  await goTo(page, 'board');
  await page.getByRole('treegrid').getByRole('row').nth(5).waitFor();
}

const settle = (page: RunningApp['page']): Promise<void> => page.waitForTimeout(120);

/** With the wheel, quickly and through everything; then by the keyboard, and to both ends. */
export async function scrollBoard({ page }: RunningApp): Promise<void> {
  const list = page.getByRole('treegrid');
  const box = await list.boundingBox();
  if (box === null) throw new Error('The board has no list.');
  await page.mouse.move(box.x + 200, box.y + 120);
  for (let step = 0; step < 70; step += 1) {
    await page.mouse.wheel(0, step % 10 === 9 ? 30_000 : 900);
    await page.waitForTimeout(30);
  }
  await list
    .getByRole('row')
    .nth(4)
    .click({ position: { x: 4, y: 4 }, trial: true });
  await list.locator('[tabindex="0"]').first().focus();
  for (const key of ['End', 'PageUp', 'PageUp', 'Home', ...Array.from({ length: 30 }, () => 'PageDown')]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(20);
  }
  await settle(page);
}

export async function filterBoard({ page }: RunningApp): Promise<void> {
  const search = page.getByRole('searchbox');
  await search.pressSequentially('harbour bakery', { delay: 30 });
  await settle(page);
  await search.clear();
  await settle(page);
  const chips = page.getByRole('group', { name: t('window.board.by_state') }).getByRole('button');
  for (let index = 0; index < 6; index += 1) {
    await chips.nth(index).click();
    await settle(page);
  }
  await chips.nth(5).click();
  for (const label of ['provider', 'side', 'service', 'tag', 'change'] as const) {
    const field = page.getByLabel(t(`window.board.${label}`), { exact: true });
    await field.selectOption({ index: 1 });
    await settle(page);
    await field.selectOption({ index: 0 });
    await settle(page);
  }
  const grouped = page.getByLabel(t('window.board.group'));
  await grouped.uncheck();
  await settle(page);
  await grouped.check();
  await page.getByRole('tab', { name: t('window.board.tab.calendar') }).click();
  await settle(page);
  await page.getByLabel(t('window.board.period.month')).check();
  await settle(page);
  await page.getByRole('tab', { name: t('window.board.tab.clients') }).click();
  await settle(page);
}
