/** The tables of the history, and the steps from one version to the next. A step that was released is never changed. */

/** “Flth”: tells our file from other SQLite files. */
export const APPLICATION_ID = 0x466c7468;

/** Step n leads to version n + 1 (`PRAGMA user_version`). */
export const migrations: readonly string[] = [
  `CREATE TABLE runs (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     report TEXT UNIQUE,
     domain TEXT NOT NULL,
     started_at TEXT NOT NULL,
     summary TEXT NOT NULL
   );
   CREATE INDEX runs_of_domain ON runs (domain, started_at);
   CREATE INDEX runs_by_time ON runs (started_at);
   -- Made from the runs, and made again whenever one is taken away or comes late.
   CREATE TABLE domains (
     domain TEXT PRIMARY KEY,
     latest INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
     trend TEXT NOT NULL
   );
   CREATE INDEX domains_by_run ON domains (latest);
   -- The app’s list of report files; it can be made again from the files.
   CREATE TABLE reports (
     id TEXT PRIMARY KEY,
     started_at TEXT NOT NULL,
     entry TEXT NOT NULL
   );`,
  `-- What registries said beside the runs; it goes with its domain.
   CREATE TABLE registrations (
     domain TEXT PRIMARY KEY REFERENCES domains (domain) ON DELETE CASCADE,
     registered TEXT NOT NULL,
     asked_at TEXT NOT NULL,
     expires_at TEXT
   );`,
];
