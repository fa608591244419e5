/** What a configuration consists of and what refers to what, worked out once before anything is evaluated. */
import type { Schema } from "../../provider.js";
import { configAddress, formatModule, formatResource, inModule, joinModule } from "../address.js";
import { errorDiag, hasErrors, type Owner, within } from "../diagnostics.js";
import { PROVISIONER_BLOCK } from "../exec/schema.js";
import { Graph } from "../graph/graph.js";
import {
  type BlockReferences,
  blockReferences,
  type Check,
  type CheckRule,
  type Expression,
  type ModuleCall,
  type Output,
  type ProviderConfig,
  type Reference,
  type Resource,
  type TargetResource,
  type Variable,
} from "../lang/index.js";
import { suggestion } from "../lang/suggest.js";
import type { ProviderPool, ProviderUse } from "../providers/pool.js";
import type { Diag } from "../types.js";
import type { ModuleNode } from "./modules.js";
import { checkReference } from "./references.js";

export type ConfigNode =
  | { readonly kind: "local"; readonly module: ModuleNode; readonly name: string }
  | { readonly kind: "provider"; readonly use: ProviderUse }
  | { readonly kind: "resource"; readonly facts: ResourceFacts }
  | { readonly kind: "output"; readonly module: ModuleNode; readonly output: Output }
  | { readonly kind: "check"; readonly module: ModuleNode; readonly check: Check }
  /** Which instances a module has. */
  | { readonly kind: "call"; readonly module: ModuleNode }
  /** A variable of a module that is called. */
  | {
      readonly kind: "variable";
      readonly module: ModuleNode;
      readonly variable: Variable;
      /** Absent where the call does not set it. */
      readonly argument?: Expression;
    }
  /** The rules that a variable's value must keep. */
  | {
      readonly kind: "validation";
      readonly module: ModuleNode;
      readonly variable: Variable;
      readonly argument?: Expression;
    }
  /** Everything in a module is done. */
  | { readonly kind: "close"; readonly module: ModuleNode };

export interface ResourceFacts {
  /** In the configuration, such as `module.a.null_resource.b`. */
  readonly address: string;
  readonly module: ModuleNode;
  readonly resource: Resource;
  readonly use: ProviderUse;
  readonly schema: Schema;
  readonly owner: Owner;
  /** Create before destroy, by its own setting or because something that depends on it has it. */
  createBeforeDestroy: boolean;
  /** Addresses of all resources that this one depends on, near and far, sorted. */
  dependencies: readonly string[];
  /** Managed resources that it names: changes to them delay the reading of a data source, whatever is known of them. */
  waitsFor: readonly string[];
}

export interface Analysis {
  readonly graph: Graph<ConfigNode>;
  readonly modules: ReadonlyMap<string, ModuleNode>;
  /** By the resource's address in the configuration. */
  readonly resources: ReadonlyMap<string, ResourceFacts>;
  readonly diagnostics: readonly Diag[];
}

export const localId = (name: string, module = "") => inModule(module, `local.${name}`);
export const outputId = (name: string, module = "") => inModule(module, `output.${name}`);
export const checkId = (name: string, module = "") => inModule(module, `check.${name}`);
export const providerId = (use: ProviderUse) => `provider ${use.id}`;
const variableId = (name: string, module: string) => inModule(module, `var.${name}`);
const validationId = (name: string, module: string) => `${variableId(name, module)} (validation)`;
const callId = (module: string) => `${module} (expand)`;
const closeId = (module: string) => `${module} (close)`;

/** The nodes that a reference leads to; none for what needs no node. */
export function nodesOf({ subject, rest }: Reference, { path, config }: ModuleNode): string[] {
  switch (subject.kind) {
    case "local":
      return [localId(subject.name, path)];
    case "resource":
      return [inModule(path, formatResource({ module: "", ...subject }))];
    case "variable":
      return [...(path === "" ? [] : [variableId(subject.name, path)]), validationId(subject.name, path)];
    case "module": {
      const called = joinModule(path, subject.name);
      const output = rest.find((step, i) => step.kind === "attribute" && i < 2);
      if (output?.kind !== "attribute") return [closeId(called)];
      const declared = config.moduleCalls.get(subject.name)?.configuration.outputs.has(output.name);
      return [callId(called), ...(declared ? [outputId(output.name, called)] : [])];
    }
    default:
      return [];
  }
}

export function analyse(modules: ReadonlyMap<string, ModuleNode>, pool: ProviderPool): Analysis {
  const found = new Analyser(modules, pool);
  for (const module of modules.values()) found.addFacts(module);
  for (const module of modules.values()) found.addModule(module);
  const { graph, resources, diagnostics } = found;
  if (!hasErrors(diagnostics)) spread(graph, resources);
  found.addImports();
  const cycle = hasErrors(diagnostics) ? null : graph.cycle();
  if (cycle) diagnostics.push(cycleProblem(cycle));
  return { modules, graph, resources, diagnostics };
}

class Analyser {
  readonly graph = new Graph<ConfigNode>();
  readonly diagnostics: Diag[] = [];
  readonly resources = new Map<string, ResourceFacts>();

  constructor(
    private readonly modules: ReadonlyMap<string, ModuleNode>,
    private readonly pool: ProviderPool,
  ) {}

  addFacts(module: ModuleNode): void {
    for (const resource of module.config.resources.values()) {
      const facts = factsOf(resource, module, this.pool);
      if ("problem" in facts) this.diagnostics.push(facts.problem);
      else this.resources.set(facts.address, facts);
    }
  }

  /** Notes what a node refers to, in the module that the references are written in. */
  #refer(
    id: string,
    module: ModuleNode,
    expressions: readonly Expression[],
    references: readonly Reference[],
    owner?: Owner,
    body?: BlockReferences,
  ): void {
    const problems: Diag[] = expressions.flatMap((expression) => [...expression.referenceProblems()]);
    const all = [...expressions.flatMap((expression) => [...expression.references()]), ...references];
    if (body) {
      problems.push(...body.problems);
      all.push(...body.references);
    }
    for (const reference of all) {
      const targets = nodesOf(reference, module);
      if (targets.includes(id)) problems.push(selfReference(reference, id, owner));
      else {
        for (const target of targets) this.graph.need(id, target);
        problems.push(...checkReference(reference, module, this.resources));
      }
    }
    this.diagnostics.push(...(owner ? within(owner, problems) : problems));
  }

  /**
   * Everything in a module waits until it is known which instances the module has. What waits for all of a module does not
   * wait for its checks: nothing that a module gives depends on them, and they may look at what waits.
   */
  #add(id: string, module: ModuleNode, node: ConfigNode): void {
    this.graph.add(id, node);
    if (module.path === "") return;
    this.graph.need(id, callId(module.path));
    const checking = node.kind === "check" || (node.kind === "resource" && isOfCheck(node.facts));
    if (!checking) this.graph.need(closeId(module.path), id);
  }

  addModule(module: ModuleNode): void {
    const { config, path } = module;
    if (module.caller) this.#addCall(module);
    for (const variable of config.variables.values()) this.#addValidation(variable, module);
    for (const local of config.locals.values()) {
      const id = localId(local.name, path);
      this.#add(id, module, { kind: "local", module, name: local.name });
      this.#refer(id, module, [local.expression], [], { context: "locals", header: local.span });
    }
    for (const resource of config.resources.values()) {
      const facts = this.resources.get(inModule(path, resource.address));
      if (facts) this.#addResource(facts);
    }
    for (const output of config.outputs.values()) {
      const id = outputId(output.name, path);
      this.#add(id, module, { kind: "output", module, output });
      this.#refer(id, module, [output.expression, ...expressionsOf(output.preconditions)], output.dependsOn, {
        context: `output ${JSON.stringify(output.name)}`,
        header: output.span,
      });
    }
    for (const check of config.checks.values()) {
      const id = checkId(check.name, path);
      this.#add(id, module, { kind: "check", module, check });
      const owner = { context: `check ${JSON.stringify(check.name)}`, header: check.span };
      this.#refer(id, module, expressionsOf(check.assertions), [], owner);
      if (check.data) this.graph.need(id, inModule(path, check.data.address));
    }
  }

  #addCall(module: ModuleNode): void {
    const { module: parent, call } = module.caller!;
    const owner = callOwner(call);
    const id = callId(module.path);
    this.#add(id, parent, { kind: "call", module });
    const { count, forEach } = call;
    this.#refer(
      id,
      parent,
      [...(count ? [count] : []), ...(forEach ? [forEach] : [])],
      call.dependsOn,
      owner,
    );
    this.#add(closeId(module.path), parent, { kind: "close", module });
    this.graph.need(closeId(module.path), id);
    const legacy = [...module.config.providers.values()][0];
    if (legacy && (count || forEach || call.dependsOn.length > 0)) {
      this.diagnostics.push(
        errorDiag(
          "Module is incompatible with count, for_each, enabled and depends_on",
          `The module at ${module.path} is a legacy module which contains its own local provider configurations, and so calls to it may not use the count, for_each, enabled or depends_on arguments.\n\nIf you also control the module ${JSON.stringify(call.source)}, consider updating this module to instead expect provider configurations to be passed by its caller.`,
          call.span,
        ),
      );
    }
    const content = call.body.content({
      attributes: new Map(
        [...module.config.variables.values()].map((variable) => [
          variable.name,
          { required: variable.default === undefined },
        ]),
      ),
      blocks: new Map(),
    });
    this.diagnostics.push(...within(owner, content.diagnostics));
    for (const variable of module.config.variables.values()) {
      const argument = content.attributes.get(variable.name)?.expression;
      const at = variableId(variable.name, module.path);
      this.#add(at, module, { kind: "variable", module, variable, ...(argument && { argument }) });
      if (argument) this.#refer(at, parent, [argument], [], owner);
    }
  }

  /** Rules of the root's variables that look at nothing else are checked before the graph is walked. */
  #addValidation(variable: Variable, module: ModuleNode): void {
    const { validations } = variable;
    if (validations.length === 0 || (module.path === "" && !looksFurther(variable))) return;
    const id = validationId(variable.name, module.path);
    const argument = argumentOf(variable, module);
    this.#add(id, module, { kind: "validation", module, variable, ...(argument && { argument }) });
    if (module.path !== "") this.graph.need(id, variableId(variable.name, module.path));
    const expressions = expressionsOf(validations);
    const own = expressions
      .flatMap((expression) => [...expression.references()])
      .filter(({ subject }) => subject.kind !== "variable");
    // Rules may look at each other's variables: they wait for the values, not for the verdicts.
    for (const { subject } of expressions.flatMap((expression) => [...expression.references()])) {
      if (subject.kind === "variable" && module.path !== "")
        this.graph.need(id, variableId(subject.name, module.path));
    }
    this.#refer(id, module, [], own, {
      context: `variable ${JSON.stringify(variable.name)}`,
      header: variable.span,
    });
  }

  #useProvider(use: ProviderUse): string {
    const id = providerId(use);
    if (!this.graph.has(id)) {
      const module = this.modules.get(use.module)!;
      this.#add(id, module, { kind: "provider", use });
      if (use.config) {
        const { block } = this.pool.plain(use.source).schema.provider;
        const body = blockReferences(use.config.body, block);
        this.#refer(id, module, [], [], providerOwner(use.config), body);
      }
    }
    return id;
  }

  /** A resource waits for what its import blocks refer to, but does not depend on it once it is imported. */
  addImports(): void {
    const root = this.modules.get("")!;
    for (const block of root.config.imports) {
      const address = targetAddress(block.to);
      if (!this.resources.has(address)) continue;
      const keys = block.computed.map(({ expression }) => expression);
      this.#refer(address, root, [block.id, ...keys, ...(block.forEach ? [block.forEach] : [])], []);
    }
  }

  #addResource(facts: ResourceFacts): void {
    const { resource, owner, address, module } = facts;
    this.#add(address, module, { kind: "resource", facts });
    const body = blockReferences(resource.body, facts.schema.block);
    this.#refer(address, module, metaExpressions(resource), resource.dependsOn, owner, body);
    this.graph.need(address, this.#useProvider(facts.use));
    for (const provisioner of resource.provisioners) {
      // Provisioners may refer to their own resource, as `self` or by its name when it is applied.
      if (provisioner.when === "destroy") continue;
      this.#refer(address, module, [], [], owner, blockReferences(provisioner.body, PROVISIONER_BLOCK));
    }
  }
}

/** Whether a data source belongs to a check block. */
export function isOfCheck({ resource, module }: ResourceFacts): boolean {
  return resource.mode === "data" && [...module.config.checks.values()].some(({ data }) => data === resource);
}

const expressionsOf = (rules: readonly CheckRule[]): Expression[] =>
  rules.flatMap((rule) => [rule.condition, rule.errorMessage]);

/** What a call sets a variable to. */
export function argumentOf({ name }: { readonly name: string }, module: ModuleNode): Expression | undefined {
  const schema = { attributes: new Map([[name, { required: false }]]), blocks: new Map() };
  return module.caller?.call.body.partialContent(schema).attributes.get(name)?.expression;
}

/** Whether a variable's rules look at more than variables. */
export function looksFurther({ validations }: Variable): boolean {
  return expressionsOf(validations).some((expression) =>
    expression.references().some(({ subject }) => ["local", "resource", "module"].includes(subject.kind)),
  );
}

/** Of a block in the root module, without keys. */
function targetAddress({ module, mode, type, name }: TargetResource): string {
  return configAddress({ module: formatModule(module), mode, type, name });
}

export function callOwner(call: ModuleCall): Owner {
  return {
    context: `module ${JSON.stringify(call.name)}`,
    header: call.span,
    ...(call.constructPath !== undefined && { constructPath: call.constructPath }),
  };
}

/** Adds a provider that only the state mentions. */
export function addProvider(graph: Graph<ConfigNode>, use: ProviderUse): string {
  const id = providerId(use);
  if (!graph.has(id)) graph.add(id, { kind: "provider", use });
  return id;
}

function factsOf(
  resource: Resource,
  module: ModuleNode,
  pool: ProviderPool,
): ResourceFacts | { readonly problem: Diag } {
  const use = pool.useOf(resource, module);
  const address = inModule(module.path, resource.address);
  const owner = resourceOwner(resource);
  if (!pool.has(use.source)) {
    return {
      problem: within(owner, [pool.missing(use.source, resource.provider?.span ?? resource.span)])[0]!,
    };
  }
  if (use.alias !== undefined && !use.config) {
    const name = `${resource.provider?.name}.${use.alias}`;
    return {
      problem: {
        ...errorDiag(
          "Provider configuration not present",
          module.path === ""
            ? `${address} uses the provider configuration ${name}, which is not declared. Add a provider ${JSON.stringify(resource.provider?.name)} block with alias = ${JSON.stringify(use.alias)}.`
            : `${address} uses the provider configuration ${use.source}.${use.alias}, which is neither declared nor passed to the module. Add it to the providers argument of the module's call.`,
          resource.provider?.span ?? resource.span,
        ),
        context: owner.context,
      },
    };
  }
  const schema = pool.schema(use.source, resource.mode, resource.type);
  if (!schema) {
    const { resources, dataSources } = pool.plain(use.source).schema;
    const what = resource.mode === "data" ? "data source" : "resource type";
    const known = Object.keys(resource.mode === "data" ? dataSources : resources);
    return {
      problem: {
        ...errorDiag(
          `Invalid ${what}`,
          `The provider ${use.source} does not support ${what} ${JSON.stringify(resource.type)}.${suggestion(resource.type, known)}`,
          resource.span,
        ),
        context: owner.context,
      },
    };
  }
  return {
    address,
    module,
    resource,
    use,
    schema,
    owner,
    createBeforeDestroy: false,
    dependencies: [],
    waitsFor: [],
  };
}

export function resourceOwner(resource: Resource): Owner {
  const block = resource.mode === "data" ? "data" : "resource";
  return {
    context: `${block} ${JSON.stringify(resource.type)} ${JSON.stringify(resource.name)}`,
    header: resource.span,
    ...(resource.constructPath !== undefined && { constructPath: resource.constructPath }),
  };
}

export function providerOwner(config: ProviderConfig): Owner {
  return { context: `provider ${JSON.stringify(config.name)}`, header: config.span };
}

/** The expressions of what is the language's own in a resource block. */
function metaExpressions({ count, forEach, lifecycle }: Resource): Expression[] {
  const rules = [...lifecycle.preconditions, ...lifecycle.postconditions];
  return [
    ...(count ? [count] : []),
    ...(forEach ? [forEach] : []),
    ...lifecycle.replaceTriggeredBy,
    ...rules.flatMap((rule) => [rule.condition, rule.errorMessage]),
  ];
}

function selfReference(reference: Reference, id: string, owner: Owner | undefined): Diag {
  if (reference.subject.kind === "local") {
    return errorDiag("Self-referencing local value", `${id} may not refer to itself.`, reference.span);
  }
  const more = owner?.constructPath === undefined ? {} : { constructPath: owner.constructPath };
  return errorDiag(
    "Self-referential block",
    `Configuration for ${id} may not refer to itself.`,
    reference.span,
    more,
  );
}

function cycleProblem(cycle: readonly string[]): Diag {
  return {
    severity: "error",
    summary: `Cycle: ${cycle.join(", ")}`,
    detail: `Each of these refers to the next, and the last to the first: ${[...cycle, cycle[0]].join(" -> ")}. Remove one of the references.`,
  };
}

/** What `depends_on` names, that of the module calls around the resource too. */
function dependsOn({ resource, module }: ResourceFacts): string[] {
  const found = resource.dependsOn.flatMap((reference) => nodesOf(reference, module));
  for (let { caller } = module; caller; caller = caller.module.caller) {
    for (const reference of caller.call.dependsOn) found.push(...nodesOf(reference, caller.module));
  }
  return found;
}

/**
 * What somebody may mean to have first: the resources that its configuration names itself, those that `depends_on` names, and of
 * what else `depends_on` names all that it comes from.
 */
function requirements(
  graph: Graph<ConfigNode>,
  resources: ReadonlyMap<string, ResourceFacts>,
  facts: ResourceFacts,
): string[] {
  const named = [...graph.needsOf(facts.address)].filter((id) => resources.has(id));
  const demanded = dependsOn(facts).flatMap((id) => (resources.has(id) ? [id] : [...graph.closure([id])]));
  return [...named, ...demanded];
}

/** What follows from the graph as a whole. */
function spread(graph: Graph<ConfigNode>, resources: ReadonlyMap<string, ResourceFacts>): void {
  for (const [id, facts] of resources) {
    const near = graph.closure([id]);
    facts.dependencies = [...near].filter((other) => other !== id && resources.has(other)).sort();
    const { preconditions, postconditions } = facts.resource.lifecycle;
    const watched =
      preconditions.length + postconditions.length > 0
        ? facts.dependencies
        : requirements(graph, resources, facts);
    facts.waitsFor = watched.filter((other) => resources.get(other)?.resource.mode === "managed");
  }
  for (const facts of resources.values()) {
    if (!facts.resource.lifecycle.createBeforeDestroy) continue;
    facts.createBeforeDestroy = true;
    // What it depends on must not be destroyed before it is replaced either.
    for (const other of facts.dependencies) resources.get(other)!.createBeforeDestroy = true;
  }
}
