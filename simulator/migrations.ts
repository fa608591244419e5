import type { Migration } from "./store/index.js";

/** Version of the entities' form (`entities.ts`). It rises with every change that stored data does not fit. */
export const DATA_VERSION = 1;

/** How the data of older versions becomes that of today: one row for each version since the first. */
export const MIGRATIONS: readonly Migration[] = [];
