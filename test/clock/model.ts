import type { DeadlineTable } from "../../simulator/platform/clock/index.js";
import type { Schema } from "../../simulator/platform/store/index.js";

/** A small model with deadlines that resemble the simulator's. */
export interface Guest {
  readonly type: "guests";
  readonly id: string;
  readonly seenAt: number;
  readonly away: boolean;
  readonly house: string;
}

export interface House {
  readonly type: "houses";
  readonly id: string;
  readonly patience: number;
}

export interface Inn {
  guests: Guest;
  houses: House;
}

export const schema: Schema<Inn> = { guests: { house: (guest) => guest.house }, houses: {} };

export const AWAY_AFTER = 100;
export const GONE_AFTER = 1000;

export const table: DeadlineTable<Inn> = [
  {
    name: "away",
    rule: "T1",
    type: "guests",
    dueAt: (guest) => (guest.away ? null : guest.seenAt + AWAY_AFTER),
    apply: (tx, guest) => {
      tx.update("guests", guest.id, { away: true });
    },
  },
  {
    name: "gone",
    rule: "T2",
    type: "guests",
    dueAt: (guest) => guest.seenAt + GONE_AFTER,
    apply: (tx, guest) => tx.delete("guests", guest.id),
  },
];

export function guest(id: string, seenAt: number, more: Partial<Guest> = {}): Guest {
  return { type: "guests", id, seenAt, away: false, house: "h1", ...more };
}
