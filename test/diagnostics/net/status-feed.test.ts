import { describe, expect, it } from 'vitest';
import { readStatusFeed } from '../../../diagnostics/net/status-feed.ts';
import { processorMs } from '../../support/processor-time.ts';

const summary = (incident: object, more: object = {}) =>
  JSON.stringify({ page: {}, incidents: [incident], ...more });
const incident = {
  name: 'Web server  web1\ndown',
  status: 'investigating',
  started_at: '2026-03-02T09:30:00Z',
  updated_at: '2026-03-02T09:45:00Z',
  components: [{ name: 'web1' }],
  incident_updates: [{ body: 'We look into it.' }, { body: 'older' }],
};

describe('a status feed', () => {
  it('is read as Statuspage gives it', () => {
    expect(readStatusFeed(summary(incident))).toEqual({
      format: 'statuspage',
      entries: [
        {
          title: 'Web server web1 down',
          text: 'We look into it.',
          startedAt: '2026-03-02T09:30:00.000Z',
          updatedAt: '2026-03-02T09:45:00.000Z',
          isOpen: true,
          components: ['web1'],
        },
      ],
    });
  });

  it.each([
    ['investigating', true],
    ['monitoring', true],
    ['in_progress', true],
    ['resolved', false],
    ['postmortem', false],
    ['completed', false],
    ['scheduled', false],
  ])('counts an incident that is %s as open: %s', (status, isOpen) => {
    expect(readStatusFeed(summary({ ...incident, status })).entries[0]?.isOpen).toBe(isOpen);
  });

  it('takes work under way for an incident', () => {
    const work = { name: 'Upgrade', status: 'in_progress', scheduled_for: '2026-03-02T09:00:00Z' };
    const { entries } = readStatusFeed(JSON.stringify({ incidents: [], scheduled_maintenances: [work] }));
    expect(entries).toMatchObject([
      { title: 'Upgrade', isOpen: true, startedAt: '2026-03-02T09:00:00.000Z' },
    ]);
  });

  it('is read as Atom, with HTML in it and the newest update first', () => {
    const entry = (title: string, content: string) =>
      `<entry><title>${title}</title><published>2026-03-02T09:30:00Z</published><updated>2026-03-02T09:45:00Z</updated><content type="html">${content}</content></entry>`;
    const feed = readStatusFeed(
      `<?xml version="1.0"?><feed>${entry('Mail &amp; web', '&lt;b&gt;Identified&lt;/b&gt; - slow')}${entry('Old', '&lt;b&gt;Resolved&lt;/b&gt; - done')}</feed>`,
    );
    expect(feed.format).toBe('atom');
    expect(feed.entries.map(({ title, text, isOpen }) => ({ title, text, isOpen }))).toEqual([
      { title: 'Mail & web', text: 'Identified - slow', isOpen: true },
      { title: 'Old', text: 'Resolved - done', isOpen: false },
    ]);
  });

  it.each([
    ['Storing opgelost', false],
    ['Incident résolu', false],
    ['Onderhoud afgerond', false],
    ['Storing mail', true],
    ['Unresolved trouble', true],
  ])('is read as RSS: %s is open: %s', (title, isOpen) => {
    const { format, entries } = readStatusFeed(
      `<rss><channel><item><title><![CDATA[${title}]]></title><pubDate>Mon, 02 Mar 2026 09:30:00 GMT</pubDate></item></channel></rss>`,
    );
    expect({ format, entry: entries[0] }).toMatchObject({
      format: 'rss',
      entry: { title, isOpen, startedAt: '2026-03-02T09:30:00.000Z' },
    });
  });

  it.each([
    ['a page', '<!doctype html><title>Status</title>'],
    ['other JSON', '{"status":"ok"}'],
    ['broken JSON', '{"incidents":['],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(readStatusFeed(text)).toEqual({ format: 'unknown', entries: [] });
  });

  it('stays bounded in entries, in length and in time, whatever a stranger sends', () => {
    const many = JSON.stringify({ incidents: Array(500).fill({ ...incident, name: 'x'.repeat(9_000) }) });
    expect(readStatusFeed(many).entries).toHaveLength(20);
    expect(readStatusFeed(many).entries[0]?.title.length).toBeLessThanOrEqual(300);
    const hostile = [
      `<feed>${'<entry><title>'.repeat(13_000)}`,
      `<rss>${'<item>'.repeat(30_000)}`,
      `<feed><entry><title>${'<'.repeat(150_000)}</title></entry>`,
    ];
    expect(processorMs(() => hostile.map(readStatusFeed))).toBeLessThan(2_000);
  });
});
