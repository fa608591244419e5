/** The objects that an expression of the configuration can refer to. */
import { relative, sep } from "node:path";
import type { InstanceKey } from "../addresses/address.js";
import { formatResource } from "../addresses/address.js";
import { errorDiag } from "../config/diagnostics.js";
import type { ProviderPool } from "../config/provider-pool.js";
import { undeclaredModule, undeclaredResource } from "../config/undeclared.js";
import type { Diag } from "../interfaces/diag.js";
import type { ProviderFunctionName } from "../language/body/scope.js";
import type { Configuration, Evaluated, ModuleNode, Reference, Scope } from "../language/index.js";
import { suggestion } from "../language/source/suggest.js";
import { DYNAMIC, EPHEMERAL, Value } from "../values/index.js";
import { providerFunction } from "./provider-functions.js";
import { moduleValue, resourceValue, type Store } from "./store.js";

/** Values that are the same for a whole plan, apply or console. */
export interface Surroundings {
  /** Of the module. */
  readonly config: Configuration;
  readonly node: ModuleNode;
  /** Whose functions can be called. */
  readonly pool: ProviderPool;
  /** Of the module's instance. */
  readonly store: Store;
  /** The module's path in the configuration; empty for the root. */
  readonly path: string;
  /** The root module's folder: what relative paths start from. */
  readonly root: string;
  readonly workspace: string;
  readonly planTimestamp: Date;
  /** The folder that `~` stands for; absent for the user's own. */
  readonly home?: string | undefined;
  /** Applying: functions such as `uuid` may give their results. */
  readonly applying: boolean;
}

/** Values of one block, or one instance of it. */
export interface Here {
  readonly countIndex?: Value;
  readonly eachKey?: Value;
  readonly eachValue?: Value;
  readonly self?: Value;
  /** Destroy-time provisioners may refer to nothing but the object itself. */
  readonly onlySelf?: boolean;
}

/** `count.index`, `each.key` and `each.value` of one instance. */
export function hereFor(key: InstanceKey, each?: ReadonlyMap<string, Value>): Here {
  if (typeof key === "number") return { countIndex: Value.number(key) };
  if (typeof key !== "string") return {};
  const eachKey = Value.string(key);
  return { eachKey, eachValue: each?.get(key) ?? Value.unknown(DYNAMIC) };
}

/** The objects that the expressions of one module instance can refer to. */
export class ConfigScope implements Scope {
  readonly baseDir: string;
  readonly home: string | undefined;
  readonly now?: Date;
  readonly planTimestamp: Date;
  readonly pureOnly: boolean;

  constructor(
    private readonly around: Surroundings,
    private readonly here: Here = {},
  ) {
    this.baseDir = around.root;
    this.home = around.home;
    this.planTimestamp = around.planTimestamp;
    this.pureOnly = !around.applying;
    if (around.applying) this.now = new Date();
  }

  with(here: Here): ConfigScope {
    return new ConfigScope(this.around, { ...this.here, ...here });
  }

  providerFunction(name: ProviderFunctionName) {
    return providerFunction(this.around.pool, this.around.node, name);
  }

  lookup(reference: Reference): Evaluated {
    const { subject } = reference;
    if (this.here.onlySelf && !["self", "count", "each", "path", "terraform"].includes(subject.kind)) {
      return failed(
        errorDiag(
          "Invalid reference from destroy provisioner",
          'Destroy-time provisioners and their connection configurations may only reference attributes of the related resource, via "self", "count.index", or "each.key".\n\nReferences to other resources during the destroy phase can cause dependency cycles and interact poorly with create_before_destroy.',
          reference.span,
        ),
      );
    }
    switch (subject.kind) {
      case "variable":
        return this.#variable(subject.name, reference);
      case "local":
        return this.#local(subject.name, reference);
      case "resource":
        return this.#resource(subject, reference);
      case "count":
        if (this.here.countIndex) return ok(this.here.countIndex);
        return failed(
          errorDiag(
            'Reference to "count" in non-counted context',
            'The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument is set.',
            reference.span,
          ),
        );
      case "each": {
        const found = subject.name === "key" ? this.here.eachKey : this.here.eachValue;
        if (found) return ok(found);
        return failed(
          errorDiag(
            'Reference to "each" in context without for_each',
            'The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.',
            reference.span,
          ),
        );
      }
      case "self":
        if (this.here.self) return ok(this.here.self);
        return failed(
          errorDiag(
            'Invalid "self" reference',
            'The "self" object is not available in this context. This object can be used only in resource provisioner, connection, and postcondition blocks.',
            reference.span,
          ),
        );
      case "path":
        return this.#path(subject.name, reference);
      case "terraform":
        return this.#terraform(subject.name, reference);
      case "module":
        return this.#module(subject.name, reference);
    }
  }

  #module(name: string, { span }: Reference): Evaluated {
    const call = this.around.config.moduleCalls.get(name);
    if (!call) return failed(undeclaredModule(name, this.around.config, span, this.around.path));
    const instances = this.around.store.modules.get(name);
    return ok(instances ? moduleValue(instances, call) : Value.unknown(DYNAMIC));
  }

  #variable(name: string, { span }: Reference): Evaluated {
    const value = this.around.store.variables.get(name);
    if (value) return ok(value);
    const { variables } = this.around.config;
    const declared = variables.get(name);
    // Declared without a value: that is reported where values are collected.
    if (declared) return ok(Value.unknown(declared.type ?? DYNAMIC));
    const hint = suggestion(name, variables.keys());
    const text = `An input variable with the name ${JSON.stringify(name)} has not been declared.`;
    return failed(
      errorDiag(
        "Reference to undeclared input variable",
        hint === ""
          ? `${text} This variable can be declared with a variable ${JSON.stringify(name)} {} block.`
          : text + hint,
        span,
      ),
    );
  }

  #local(name: string, { span }: Reference): Evaluated {
    const value = this.around.store.locals.get(name);
    if (value) return ok(value);
    const { locals } = this.around.config;
    if (locals.has(name)) return ok(Value.unknown(DYNAMIC));
    const text = `A local value with the name ${JSON.stringify(name)} has not been declared.`;
    return failed(
      errorDiag("Reference to undeclared local value", text + suggestion(name, locals.keys()), span),
    );
  }

  #resource(subject: Extract<Reference["subject"], { kind: "resource" }>, { span }: Reference): Evaluated {
    const address = formatResource({ module: "", ...subject });
    const instances = this.around.store.resources.get(address);
    if (instances) return ok(resourceValue(instances));
    if (this.around.config.resources.has(address)) return ok(Value.unknown(DYNAMIC));
    return failed(undeclaredResource(subject, this.around.config, span, this.around.path));
  }

  #path(name: string, { span }: Reference): Evaluated {
    if (name === "cwd") return ok(Value.string(process.cwd().replaceAll("\\", "/")));
    if (name === "root") return ok(Value.string("."));
    if (name === "module") {
      const { config, root } = this.around;
      return ok(Value.string(relative(root, config.dir).split(sep).join("/") || "."));
    }
    const hint = suggestion(name, ["cwd", "module", "root"]);
    return failed(
      errorDiag(
        'Invalid "path" attribute',
        `The "path" object does not have an attribute named ${JSON.stringify(name)}.${hint}`,
        span,
      ),
    );
  }

  #terraform(name: string, { span }: Reference): Evaluated {
    if (name === "workspace") return ok(Value.string(this.around.workspace));
    if (name === "applying") return ok(Value.bool(this.around.applying).mark(EPHEMERAL));
    return failed(
      errorDiag(
        'Invalid "terraform" attribute',
        `The "terraform" object does not have an attribute named ${JSON.stringify(name)}. The only supported attribute is terraform.workspace, the name of the currently-selected workspace.`,
        span,
      ),
    );
  }
}

const ok = (value: Value): Evaluated => ({ value, diagnostics: [] });
const failed = (problem: Diag): Evaluated => ({ value: Value.unknown(DYNAMIC), diagnostics: [problem] });
