import type { Operation } from "../entities/step.js";
import type { AnyEntity } from "../entities/tables.js";
import type { JournalEntry } from "./journal-format.js";
import { type DataVersion, migrate, type RawState } from "./migrations.js";

/** The entities of a snapshot, to which the later commits are applied. */
export class Replay {
  readonly state: RawState = new Map();

  constructor(
    private readonly model: DataVersion,
    /** Version of the data that the state is in. */
    public version: number,
    /** The last commit that the state contains. */
    public seq: number,
  ) {}

  add(entity: AnyEntity): void {
    this.of(entity.type).set(entity.id, entity);
  }

  /** Brings the state to a version of the data, if it is older. */
  migrateTo(version: number): void {
    if (this.version < version) migrate(this.state, this.model.migrations, this.version, version);
    this.version = version;
  }

  /** Returns what is wrong with the commit, or null after it was applied. */
  apply({ seq, ops }: JournalEntry): string | null {
    if (seq !== this.seq + 1) return `commit ${this.seq + 1} is missing; found ${JSON.stringify(seq)}`;
    if (!Array.isArray(ops)) return "it has no list of steps";
    for (const op of ops) {
      if (!isOperation(op)) return `it has an invalid step: ${JSON.stringify(op).slice(0, 200)}`;
      switch (op[0]) {
        case "i":
          this.add(op[1]);
          break;
        case "u": {
          const before = this.of(op[1]).get(op[2]);
          if (before === undefined) return `it updates '${op[2]}' of type '${op[1]}', which does not exist`;
          this.of(op[1]).set(op[2], { ...before, ...op[3] });
          break;
        }
        case "d":
          if (!this.of(op[1]).delete(op[2]))
            return `it deletes '${op[2]}' of type '${op[1]}', which does not exist`;
          break;
        case "c":
          this.state.clear();
          break;
      }
    }
    this.seq = seq;
    return null;
  }

  private of(type: string): Map<string, AnyEntity> {
    let entities = this.state.get(type);
    if (entities === undefined) {
      entities = new Map();
      this.state.set(type, entities);
    }
    return entities;
  }
}

/** A line with a valid checksum was written by some program, but perhaps not by this one. */
function isOperation(op: unknown): op is Operation {
  if (!Array.isArray(op)) return false;
  const [kind, first, second, third] = op;
  switch (kind) {
    case "i":
      return isObject(first) && typeof first.type === "string" && typeof first.id === "string";
    case "u":
      return typeof first === "string" && typeof second === "string" && isObject(third);
    case "d":
      return typeof first === "string" && typeof second === "string";
    default:
      return kind === "c";
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
