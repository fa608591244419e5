import type { Migration } from "../platform/store/index.js";

/** Version of the entities' form (`entities.ts`). It rises with every change that stored data does not fit. */
export const DATA_VERSION = 4;

/** What version 2 added to the entities of version 1, by type. */
const ADDED_IN_2: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  users: { status: "Active", lastLoginAt: null },
  environments: { defaultProviderConfigurations: [], storageProfile: null, favoredBy: [] },
  workspaces: {
    sshKey: null,
    moduleVersion: null,
    varSets: [],
    applySchedule: null,
    destroySchedule: null,
    favoredBy: [],
    deletionProtectionChangedBy: null,
    autoDestroyDays: null,
  },
};

/** What version 3 added. */
const ADDED_IN_3: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "configuration-versions": { vcsRevision: null, path: "" },
  workspaces: { applyScheduleSince: null, destroyScheduleSince: null },
  runs: { planAt: null, applyAt: null, waitsUntil: null, createdByRun: null },
};

/** What version 4 added. */
const ADDED_IN_4: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  accounts: { owner: null, identityProvider: null },
  users: { identityProviders: [] },
  teams: { identityProvider: null },
  "agent-pools": { environment: null },
  sandbox: { identity: "" },
};

/** How the data of older versions becomes that of today: one row for each version since the first. */
export const MIGRATIONS: readonly Migration[] = [
  {
    to: 2,
    why: "Users have a status; every type of the API's contract is kept.",
    entity: (before) => ({ ...ADDED_IN_2[before.type], ...before }),
  },
  {
    to: 3,
    why: "Configuration versions know the commit that they were made of, runs their time and their trigger.",
    entity: (before) => ({ ...ADDED_IN_3[before.type], ...before }),
  },
  {
    to: 4,
    why: "Accounts have an owner and an identity provider; pools know what a client of the first generation named.",
    entity: (before) => ({ ...ADDED_IN_4[before.type], ...before }),
  },
];
