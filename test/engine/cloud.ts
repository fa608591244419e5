/** A provider whose objects live in memory, so that tests can change them behind the engine's back. */
import type { Block, Diagnostic, PlanRequest, Provider, ProviderFactories } from "../../engine/provider.js";
import { blockType } from "../../engine/provider.js";
import { fromJson, listOf, mapOf, NUMBER, STRING, Value } from "../../engine/values/index.js";

const THING: Block = {
  attributes: {
    id: { type: STRING, computed: true },
    name: { type: STRING, required: true },
    size: { type: NUMBER, optional: true },
    zone: { type: STRING, optional: true },
    secret: { type: STRING, optional: true, sensitive: true },
    tags: { type: mapOf(STRING), optional: true },
    uses: { type: listOf(STRING), optional: true },
    /** Made again with each change of the name. */
    url: { type: STRING, computed: true },
  },
};
const LOOKUP: Block = {
  attributes: {
    name: { type: STRING, required: true },
    id: { type: STRING, computed: true },
    size: { type: NUMBER, computed: true },
  },
};
const SETTINGS: Block = {
  attributes: {
    region: { type: STRING, optional: true },
    token: { type: STRING, optional: true, sensitive: true },
  },
};

export interface Step {
  readonly operation: "create" | "update" | "delete";
  readonly name: string;
  readonly edge: "start" | "end";
}

export class Cloud {
  readonly objects = new Map<string, Value>();
  readonly steps: Step[] = [];
  /** Settings that providers were configured with; unknown ones as "?". */
  readonly regions: string[] = [];
  /** Names whose operations fail. */
  readonly broken = new Set<string>();
  /** Names over which the provider itself breaks. */
  readonly throwing = new Set<string>();
  /** Names that are created but then reported as failed. */
  readonly halfBroken = new Set<string>();
  running = 0;
  peak = 0;
  /** What each operation waits for. */
  delay: (name: string) => Promise<unknown> = () => Promise.resolve();
  #next = 1;

  readonly factories: ProviderFactories = {
    "registry.opentofu.org/hashicorp/cloud": () => this.#provider(),
  };

  /** Changes an object from outside. */
  change(name: string, attributes: Readonly<Record<string, Value>>): void {
    const [id, object] = this.#byName(name)!;
    this.objects.set(id, withAttributes(object, attributes));
  }

  remove(name: string): void {
    this.objects.delete(this.#byName(name)![0]);
  }

  names(): string[] {
    return [...this.objects.values()].map((object) => object.attr("name").asString()).sort();
  }

  #byName(name: string): [string, Value] | undefined {
    return [...this.objects].find(([, object]) => object.attr("name").asString() === name);
  }

  async #operate<T>(operation: Step["operation"], name: string, work: () => T): Promise<T> {
    this.steps.push({ operation, name, edge: "start" });
    this.peak = Math.max(this.peak, ++this.running);
    await this.delay(name);
    this.running--;
    this.steps.push({ operation, name, edge: "end" });
    return work();
  }

  #provider(): Provider {
    const type = blockType(THING);
    const failure = (name: string): Diagnostic => ({
      severity: "error",
      summary: "The cloud refused",
      detail: `${name} cannot be changed today.`,
      attribute: [{ attribute: "name" }],
    });
    return {
      schema: {
        provider: { version: 0, block: SETTINGS },
        resources: { cloud_thing: { version: 0, block: THING } },
        dataSources: { cloud_lookup: { version: 0, block: LOOKUP } },
      },
      validateProviderConfig: () => [],
      configure: async (config) => {
        const region = config.attr("region");
        this.regions.push(!region.isKnown ? "?" : region.isNull ? "none" : region.asString());
        return [];
      },
      validateResource: (_type, config) => {
        const size = config.attr("size");
        if (!size.isKnown || size.isNull || size.asNumber() >= 0) return [];
        return [
          {
            severity: "error",
            summary: "Bad size",
            detail: "It is below zero.",
            attribute: [{ attribute: "size" }],
          },
        ];
      },
      validateDataSource: () => [],
      upgradeResourceState: async (name, _version, json) => ({
        state: fromJson(json, name === "cloud_thing" ? type : blockType(LOOKUP)),
        diagnostics: [],
      }),
      readResource: async (_type, state, priv) => ({
        state: this.objects.get(state.attr("id").asString()) ?? Value.null(type),
        private: priv,
        diagnostics: [],
      }),
      planResource: async (request) => plan(request),
      applyResource: async ({ prior, planned, private: priv }) => {
        if (planned.isNull) {
          const name = prior.attr("name").asString();
          return this.#operate("delete", name, () => {
            if (this.broken.has(name)) return { state: prior, private: priv, diagnostics: [failure(name)] };
            this.objects.delete(prior.attr("id").asString());
            return { state: planned, private: null, diagnostics: [] };
          });
        }
        const name = planned.attr("name").asString();
        return this.#operate(prior.isNull ? "create" : "update", name, () => {
          if (this.throwing.has(name)) throw new Error(`the cloud fell down over ${name}`);
          if (this.broken.has(name)) {
            return { state: prior, private: priv, diagnostics: [failure(name)] };
          }
          const id = prior.isNull ? `t-${this.#next++}` : prior.attr("id").asString();
          const made = withAttributes(planned, {
            id: Value.string(id),
            url: planned.attr("url").isKnown
              ? planned.attr("url")
              : Value.string(`https://${name}.example/${id}`),
          });
          this.objects.set(id, made);
          const diagnostics = this.halfBroken.has(name) ? [failure(name)] : [];
          return { state: made, private: priv, diagnostics };
        });
      },
      importResource: async (name, id) => {
        const state = withAttributes(
          Value.object(Object.entries(type.attributes).map(([n, t]) => [n, Value.null(t)])),
          {
            id: Value.string(id),
          },
        );
        return { resources: [{ type: name, state, private: null }], diagnostics: [] };
      },
      readDataSource: async (_type, config) => {
        const name = config.attr("name").asString();
        const found = this.#byName(name);
        if (!found) {
          const problem: Diagnostic = {
            severity: "error",
            summary: "Nothing found",
            detail: `There is no ${name}.`,
          };
          return { state: Value.null(blockType(LOOKUP)), diagnostics: [problem] };
        }
        const [id, object] = found;
        return {
          state: withAttributes(config, { id: Value.string(id), size: object.attr("size") }),
          diagnostics: [],
        };
      },
      stop() {},
    };
  }
}

function plan({ prior, proposed, priorPrivate }: PlanRequest) {
  const answer = (planned: Value, requiresReplace: boolean) => ({
    planned,
    requiresReplace: requiresReplace ? [[{ attribute: "zone" }]] : [],
    private: priorPrivate,
    diagnostics: [],
  });
  const unknown = Value.unknown(STRING, { notNull: true });
  if (proposed.isNull) return answer(proposed, false);
  if (prior.isNull) return answer(withAttributes(proposed, { id: unknown, url: unknown }), false);
  const renamed = !prior.attr("name").equals(proposed.attr("name"));
  const moved = !prior.attr("zone").equals(proposed.attr("zone"));
  return answer(renamed ? withAttributes(proposed, { url: unknown }) : proposed, moved);
}

function withAttributes(object: Value, changes: Readonly<Record<string, Value>>): Value {
  return Value.object(object.entries().map(([name, value]) => [name, changes[name] ?? value]));
}
