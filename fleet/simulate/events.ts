import { Heap } from "../../simulator/platform/clock/heap.js";

/** Something that happens at a time of the simulation, in milliseconds. */
export type Happening =
  | { readonly kind: "finish"; readonly task: string; readonly attempt: number }
  /** The number of agents that the pool's schedule asks for changes. */
  | { readonly kind: "restaff"; readonly pool: string }
  /** A serverless agent is ready. */
  | { readonly kind: "agent-ready"; readonly pool: string }
  | { readonly kind: "confirm"; readonly run: string };

interface Entry {
  readonly at: number;
  readonly rank: number;
  readonly order: number;
  readonly happening: Happening;
}

/** At the same moment, work ends first, then agents come and go, then runs are confirmed. */
const RANKS: Readonly<Record<Happening["kind"], number>> = {
  finish: 0,
  restaff: 1,
  "agent-ready": 1,
  confirm: 2,
};

/** The coming events, in order. */
export class Events {
  private readonly heap = new Heap<Entry>(
    (a, b) => a.at < b.at || (a.at === b.at && (a.rank < b.rank || (a.rank === b.rank && a.order < b.order))),
  );
  private order = 0;
  /** Changes of schedules among them, which alone do not keep a simulation going. */
  private restaffings = 0;

  add(at: number, happening: Happening): void {
    this.order += 1;
    if (happening.kind === "restaff") this.restaffings += 1;
    this.heap.push({ at, rank: RANKS[happening.kind], order: this.order, happening });
  }

  get nextAt(): number | null {
    return this.heap.peek()?.at ?? null;
  }

  /** Whether anything besides changes of schedules is to come. */
  get hasWork(): boolean {
    return this.heap.size > this.restaffings;
  }

  /** The next one that is due at a time, or undefined. */
  take(now: number): Happening | undefined {
    const next = this.heap.peek();
    if (next === undefined || next.at > now) return undefined;
    this.heap.pop();
    if (next.happening.kind === "restaff") this.restaffings -= 1;
    return next.happening;
  }
}
