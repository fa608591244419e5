/** A pool of a design in the form. */
export interface PoolRow {
  readonly name: string;
  /** `3`, `1..4`, a schedule, or `serverless:30s`. */
  readonly agents: string;
  /** Empty for the program's default. */
  readonly slots: string;
}

export type Source = "history" | "generator" | "trace";

/** The state of the form. */
export interface OrderForm {
  readonly source: Source;
  readonly days: string;
  readonly rate: string;
  readonly generatedDays: string;
  readonly workspaces: string;
  readonly plan: string;
  readonly apply: string;
  readonly confirm: string;
  readonly dry: string;
  readonly seed: string;
  readonly traceName: string;
  readonly trace: string;
  readonly world: "sandbox" | "none";
  readonly pools: readonly PoolRow[];
  readonly quota: string;
  readonly leave: "drain" | "stop";
  readonly target: string;
  readonly price: string;
}

/** The initial state of the form. */
export const beginning = (pools: readonly string[]): OrderForm => ({
  source: "generator",
  days: "7",
  rate: "mon-fri 08:00-18:00: 120, else 10",
  generatedDays: "7",
  workspaces: "100",
  plan: "lognormal:40s:0.8",
  apply: "lognormal:60s:0.8",
  confirm: "",
  dry: "0",
  seed: "1",
  traceName: "trace.csv",
  trace: "",
  world: "none",
  pools: [{ name: pools[0] ?? "private", agents: "1..4", slots: "" }],
  quota: "",
  leave: "drain",
  target: "95% within 30s",
  price: "",
});

/** A number, or the text if it is not a number: the API then rejects it at its field. */
const numberOf = (text: string): number | string =>
  text.trim() === "" ? "" : Number(text) || (text.trim() === "0" ? 0 : text);

/** The order in the form of the API. */
export function orderOf(form: OrderForm): object {
  const pools = form.pools.filter(({ agents }) => agents.trim() !== "");
  const { target, price, quota, world, leave } = form;
  return {
    runs: runsOf(form),
    world,
    agents: pools.map(({ name, agents }) => `${name}=${agents}`),
    slots: pools.filter(({ slots }) => slots.trim() !== "").map(({ name, slots }) => `${name}=${slots}`),
    leave,
    ...(quota.trim() !== "" && { quota }),
    ...(target.trim() !== "" && { target }),
    ...(price.trim() !== "" && { price: numberOf(price) }),
  };
}

function runsOf(form: OrderForm): object {
  switch (form.source) {
    case "history":
      return { from: "history", days: numberOf(form.days) };
    case "trace":
      return { from: "trace", name: form.traceName, text: form.trace };
    case "generator": {
      const { rate, generatedDays, workspaces, plan, apply, confirm, dry, seed } = form;
      return {
        from: "generator",
        rate,
        days: numberOf(generatedDays),
        workspaces: numberOf(workspaces),
        plan,
        apply,
        ...(confirm.trim() !== "" && { confirm }),
        dry: numberOf(dry),
        seed: numberOf(seed),
      };
    }
  }
}

/** The text fields by the member of the order that they set, to show the API's errors beside them. */
export const POINTERS = {
  days: "/runs/days",
  generatedDays: "/runs/days",
  rate: "/runs/rate",
  workspaces: "/runs/workspaces",
  plan: "/runs/plan",
  apply: "/runs/apply",
  confirm: "/runs/confirm",
  dry: "/runs/dry",
  seed: "/runs/seed",
  trace: "/runs/text",
  quota: "/quota",
  target: "/target",
  price: "/price",
} as const satisfies Partial<Record<keyof OrderForm, string>>;

/** The state of the form, and the function that changes it. */
export interface FormProps {
  readonly form: OrderForm;
  readonly set: (changes: Partial<OrderForm>) => void;
}

/** A member of the form with a text field. */
export type FieldName = keyof typeof POINTERS;

/** The properties that connect a text field to a member of the form. */
export const field = ({ form, set }: FormProps, name: FieldName) => ({
  value: form[name],
  onInput: (value: string) => set({ [name]: value }),
  pointer: POINTERS[name],
});
