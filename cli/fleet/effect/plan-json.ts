/** The parts of a plan's JSON that are read, as `tofu show -json` and the embedded engine write it (format 1). */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChangeJson[];
  readonly configuration?: {
    readonly provider_config?: Readonly<
      Record<string, { readonly full_name?: string; readonly expressions?: Expressions }>
    >;
    readonly root_module?: ModuleJson;
  };
}

export interface ResourceChangeJson {
  readonly address: string;
  readonly module_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly deposed?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Values | null;
    readonly after: Values | null;
    readonly after_unknown?: Values;
  };
}

export type Values = Readonly<Record<string, unknown>>;

export interface ModuleJson {
  readonly outputs?: Readonly<Record<string, { readonly expression?: Expression }>>;
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly expressions?: Expressions;
  }[];
  readonly module_calls?: Readonly<
    Record<string, { readonly expressions?: Expressions; readonly module?: ModuleJson }>
  >;
}

export interface Expression {
  readonly constant_value?: unknown;
  readonly references?: readonly string[];
}

export type Expressions = Readonly<Record<string, Expression | undefined>>;

/** An object by its id, or by the address of the resource that makes it. */
export type ObjectRef = { readonly id: string } | { readonly lid: string };

export function refOf({ address, change }: ResourceChangeJson): ObjectRef {
  const isNew = change.actions.includes("create");
  return isNew ? { lid: address } : { id: String(change.before?.id ?? change.after?.id) };
}

/** Whether a mask says that a value, or an element of it, is known only after the apply. */
export function isUnknown(mask: unknown): boolean {
  return mask === true || (Array.isArray(mask) && mask.some(isUnknown));
}
