/** The parts of a configuration and their references, computed once before anything is evaluated. */
import { configAddress, formatModule, inModule } from "../addresses/address.js";
import { Graph } from "../graph/graph.js";
import type { Diag } from "../interfaces/diag.js";
import type { ModuleNode } from "../language/index.js";
import {
  type BlockReferences,
  blockReferences,
  type CheckRule,
  type Expression,
  PROVISIONER_BLOCK,
  type Reference,
  type Repeated,
  type Resource,
  type Span,
  type TargetResource,
  type Variable,
} from "../language/index.js";
import { spread } from "./dependencies.js";
import { errorDiag, hasErrors, type Owner, within } from "./diagnostics.js";
import {
  type ConfigNode,
  callId,
  checkId,
  closeId,
  localId,
  nodesOf,
  outputId,
  providerId,
  validationId,
  variableId,
} from "./nodes.js";
import { callOwner, providerOwner } from "./owners.js";
import type { ProviderPool, ProviderUse } from "./provider-pool.js";
import { checkReference } from "./references.js";
import { factsOf, type ResourceFacts } from "./resource-facts.js";

/** The analysis of a configuration before anything is evaluated. */
export interface Analysis {
  readonly graph: Graph<ConfigNode>;
  readonly modules: ReadonlyMap<string, ModuleNode>;
  /** By the resource's address in the configuration. */
  readonly resources: ReadonlyMap<string, ResourceFacts>;
  readonly diagnostics: readonly Diag[];
  /** Nodes whose references lead nowhere, which the diagnostics say: they cannot be evaluated. */
  readonly faulty: ReadonlySet<string>;
  /** Whether the graph can be walked: it has no cycle. */
  readonly walkable: boolean;
}

/** Finds out what refers to what. Errors are in the diagnostics. */
export function analyse(modules: ReadonlyMap<string, ModuleNode>, pool: ProviderPool): Analysis {
  const found = new Analyser(modules, pool);
  for (const module of modules.values()) found.addFacts(module);
  for (const module of modules.values()) found.addModule(module);
  const { graph, resources, diagnostics, faulty } = found;
  if (!hasErrors(diagnostics)) spread(graph, resources);
  found.addImports();
  const cycle = graph.cycle();
  if (cycle && !hasErrors(diagnostics)) diagnostics.push(cycleProblem(cycle));
  return { modules, graph, resources, diagnostics, faulty, walkable: cycle === null };
}

class Analyser {
  readonly graph = new Graph<ConfigNode>();
  readonly diagnostics: Diag[] = [];
  readonly resources = new Map<string, ResourceFacts>();
  readonly faulty = new Set<string>();
  /** Providers that the engine lacks: each is said once, however many resources need it. */
  readonly #missing = new Set<string>();

  constructor(
    private readonly modules: ReadonlyMap<string, ModuleNode>,
    private readonly pool: ProviderPool,
  ) {}

  addFacts(module: ModuleNode): void {
    for (const resource of module.config.resources.values()) {
      const { source } = this.pool.useOf(resource, module);
      if (this.#missing.has(source)) continue;
      if (!this.pool.has(source)) this.#missing.add(source);
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
    if (hasErrors(problems)) this.faulty.add(id);
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
    const repeating = repeatedBy(call);
    this.#refer(id, parent, repeating, call.dependsOn, owner);
    this.#add(closeId(module.path), parent, { kind: "close", module });
    this.graph.need(closeId(module.path), id);
    const legacy = [...module.config.providers.values()][0];
    if (legacy && (repeating.length > 0 || call.dependsOn.length > 0)) {
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
      if (!this.resources.has(address)) {
        if (!this.#isDeclared(block.to))
          this.diagnostics.push(importWithoutConfiguration(address, block.span));
        continue;
      }
      const keys = block.computed.map(({ expression }) => expression);
      this.#refer(address, root, [block.id, ...keys, ...(block.forEach ? [block.forEach] : [])], []);
    }
  }

  #isDeclared({ module, mode, type, name }: TargetResource): boolean {
    const path = formatModule(module.map((step) => ({ ...step, key: undefined })));
    const address = configAddress({ module: "", mode, type, name });
    return this.modules.get(path)?.config.resources.has(address) ?? false;
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

/** The value of a variable in a module call. */
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

/** The error of an import block whose target is not in the configuration. */
export function importWithoutConfiguration(address: string, at?: Span): Diag {
  return errorDiag(
    "Configuration for import target does not exist",
    `The configuration for the given import ${address} does not exist. All target instances must have an associated configuration to be imported.`,
    at,
  );
}

/** Of a block in the root module, without keys. */
function targetAddress({ module, mode, type, name }: TargetResource): string {
  return configAddress({ module: formatModule(module), mode, type, name });
}

/** The expressions that decide the number of instances. */
const repeatedBy = ({ count, forEach, enabled }: Repeated): Expression[] =>
  [count, forEach, enabled].filter((expression) => expression !== undefined);

/** The expressions of what is the language's own in a resource block. */
function metaExpressions(resource: Resource): Expression[] {
  const { lifecycle } = resource;
  const rules = [...lifecycle.preconditions, ...lifecycle.postconditions];
  return [
    ...repeatedBy(resource),
    ...(lifecycle.preventDestroy ? [lifecycle.preventDestroy] : []),
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
