import type { PlanRequest, Provider, ProviderFactories } from "../../../engine/provider.js";
import { Value } from "../../../engine/values/index.js";
import { mapChildren } from "../../../engine/values/parts.js";
import { isUnknown, type ObjectRef, type PlanJson, type ResourceChangeJson, refOf } from "./plan-json.js";
import type { ToldNames } from "./told-names.js";

/** Types whose ids the apply creates and that links and access refer to. */
export const STOOD_IN_FOR = new Set(["scalr_agent_pool", "scalr_environment", "scalr_workspace"]);
const STAND_IN = /^stand-in-\d+$/;

/**
 * Providers that plan an id for each new object, where the real ones plan an unknown value. Such a plan shows through which
 * locals, loops, conditions and functions an id reaches an attribute. The real provider never gets such an id: it gets an unknown
 * value, and decides as in the real plan.
 */
export function withStandIns(factories: ProviderFactories): ProviderFactories {
  let count = 0;
  const next = () => Value.string(`stand-in-${++count}`);
  return Object.fromEntries(
    Object.entries(factories).map(([source, make]) => [source, (host) => standingIn(make(host), next)]),
  );
}

function standingIn(provider: Provider, next: () => Value): Provider {
  return {
    schema: provider.schema,
    validateProviderConfig: (config) => provider.validateProviderConfig(unknownIn(config)),
    configure: (config) => provider.configure(unknownIn(config)),
    validateResource: (type, config) => provider.validateResource(type, unknownIn(config)),
    validateDataSource: (type, config) => provider.validateDataSource(type, unknownIn(config)),
    upgradeResourceState: (...args) => provider.upgradeResourceState(...args),
    readResource: (...args) => provider.readResource(...args),
    applyResource: (...args) => provider.applyResource(...args),
    importResource: (...args) => provider.importResource(...args),
    ...(provider.callFunction && { callFunction: provider.callFunction.bind(provider) }),
    stop: () => provider.stop(),
    async planResource(request) {
      const answer = await provider.planResource({
        ...request,
        proposed: unknownIn(request.proposed),
        config: unknownIn(request.config),
      });
      const { planned } = answer;
      return planned.isNull ? answer : { ...answer, planned: standInFor(request, planned, next) };
    },
    async readDataSource(type, config) {
      if (unknownIn(config).isWhollyKnown) return provider.readDataSource(type, config);
      // The real plan has put the reading off. This plan cannot continue without it.
      const summary = "What is read depends on something that is not there yet.";
      return { state: Value.null(config.type), diagnostics: [{ severity: "error", summary }] };
    },
  };
}

/** A planned object with an id, and with the ids of others where the configuration names them. */
function standInFor({ type, prior, proposed }: PlanRequest, planned: Value, next: () => Value): Value {
  const isNew = prior.isNull && STOOD_IN_FOR.has(type);
  return Value.object(
    planned.entries().map(([name, value]): [string, Value] => {
      if (value.isWhollyKnown) return [name, value];
      if (name === "id" && isNew) return [name, next()];
      const given = proposed.attr(name);
      return [name, unknownIn(given) === given ? value : given];
    }),
  );
}

/** The value with each stand-in as an unknown text; the same object where it has none. */
function unknownIn(value: Value): Value {
  if (!value.isKnown || value.isNull) return value;
  if (value.type.kind !== "string") return mapChildren(value, unknownIn);
  return STAND_IN.test(value.asString()) ? Value.unknown(value.type) : value;
}

/** The values of attributes in a plan with stand-ins that the real plan does not know. */
export class StandIns implements ToldNames {
  private readonly changes = new Map<string, ResourceChangeJson>();
  /** What a stand-in stands for, and what is there already, by ids. */
  private readonly objects = new Map<string, ObjectRef>();

  /** `plan` is the JSON of the plan with stand-ins, `real` that of the real one. */
  constructor(plan: PlanJson, real: PlanJson) {
    const inReal = new Map<string, ObjectRef>();
    for (const change of current(real)) {
      const ref = refOf(change);
      inReal.set(change.address, ref);
      if ("id" in ref) this.objects.set(ref.id, ref);
    }
    for (const change of current(plan)) {
      this.changes.set(change.address, change);
      const id = change.change.after?.id;
      const ref = inReal.get(change.address);
      if (typeof id === "string" && STAND_IN.test(id) && ref !== undefined) this.objects.set(id, ref);
    }
  }

  targets({ address }: ResourceChangeJson, attribute: string): readonly ObjectRef[] | undefined {
    const { after, after_unknown: unknown } = this.changes.get(address)?.change ?? {};
    const value = after?.[attribute];
    if (value === null || value === undefined || isUnknown(unknown?.[attribute])) return undefined;
    const objects = [value].flat().map((each) => this.objects.get(String(each)));
    return objects.every((each) => each !== undefined) ? objects : undefined;
  }
}

/** What a plan says of the current objects of managed resources. */
export const current = ({ resource_changes: changes = [] }: PlanJson) =>
  changes.filter(({ mode, deposed }) => mode === "managed" && deposed === undefined);
