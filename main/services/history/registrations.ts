/** When registrations end, as their registries said beside the runs. */
import type { HistoryFile } from './history-file.ts';

export interface Registration {
  /** As runs name it, e.g. `www.shop.example`. */
  readonly domain: string;
  /** Registrable domain, which was asked for. */
  readonly registered: string;
  /** RFC 3339. */
  readonly askedAt: string;
  /** RFC 3339; null where the registry does not say. */
  readonly expiresAt: string | null;
}

export interface Registrations {
  /** By the domain of the runs. */
  all(): Promise<ReadonlyMap<string, Registration>>;
  /** Those of domains without a run are left out: there is no row that they could stand in. */
  keep(registrations: readonly Registration[]): Promise<void>;
}

export const createRegistrations = ({ perform }: HistoryFile): Registrations => ({
  all: () =>
    perform(
      (database) =>
        new Map(
          database.all('SELECT domain, registered, asked_at, expires_at FROM registrations').map((row) => [
            String(row['domain']),
            {
              domain: String(row['domain']),
              registered: String(row['registered']),
              askedAt: String(row['asked_at']),
              expiresAt: typeof row['expires_at'] === 'string' ? row['expires_at'] : null,
            },
          ]),
        ),
    ),
  keep: (registrations) =>
    perform((database) => {
      for (const { domain, registered, askedAt, expiresAt } of registrations)
        database.run(
          `INSERT INTO registrations (domain, registered, asked_at, expires_at)
           SELECT domain, ?2, ?3, ?4 FROM domains WHERE domain = ?1
           ON CONFLICT (domain) DO UPDATE SET
             registered = excluded.registered, asked_at = excluded.asked_at, expires_at = excluded.expires_at`,
          [domain, registered, askedAt, expiresAt],
        );
    }),
});
