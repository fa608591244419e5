import { type Plain, UNKNOWN } from "../../../engine/values/index.js";
import { type Resource, type ScalrClient, toManyIds } from "../../client/index.js";
import type { Declarations } from "./declarations.js";
import type { PlainObject, PlanFacts } from "./definition.js";

/** The facts of one plan, read when rules need them, each object once. */
export class AskedFacts implements PlanFacts {
  readonly #asked = new Map<string, Promise<Resource | null>>();
  readonly #planned = new Map<string, PlainObject>();

  /** `client` throws while the connection is unknown. */
  constructor(
    private readonly client: () => ScalrClient,
    private readonly declarations: Declarations,
  ) {}

  /** Records what happens to an object, by its id. */
  plan(id: Plain | undefined, planned: PlainObject): void {
    if (typeof id === "string") this.#planned.set(id, planned);
  }

  object(type: string, id: Plain | undefined): Promise<Resource | null> {
    if (typeof id !== "string") return Promise.resolve(null);
    const path = `${type}/${encodeURIComponent(id)}`;
    let asked = this.#asked.get(path);
    if (!asked) {
      asked = this.#ask(path);
      this.#asked.set(path, asked);
    }
    return asked;
  }

  async #ask(path: string): Promise<Resource | null> {
    try {
      return (await this.client().find(path))?.data ?? null;
    } catch {
      return null;
    }
  }

  environmentsOf(pool: Resource): readonly string[] | undefined {
    const planned = this.#planned.get(pool.id)?.environments;
    const shared = pool.attributes["is-shared"] === true ? ["*"] : toManyIds(pool, "environments");
    const own = planned === undefined || planned === null ? shared : planned;
    const added = this.declarations.accessesTo(pool.id);
    if (!Array.isArray(own) || [...own, ...added].some((one) => one === UNKNOWN || one === "?"))
      return undefined;
    const known = own.map(String);
    if (known.includes("*")) return added.length > 0 ? added : undefined;
    return [...known, ...added];
  }
}
