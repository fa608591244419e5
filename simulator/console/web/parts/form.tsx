import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Action } from "../data/action.js";
import type { Fault } from "../data/api.js";

const Refused = createContext<readonly Fault[]>([]);

/** The errors of the surrounding form's last submission; none outside of a form. */
export const useFaults = (): readonly Fault[] => useContext(Refused);

interface FormProps {
  /** What submitting it does. */
  readonly action: Pick<Action<[]>, "run" | "faults">;
  readonly layout?: "stack" | "stack narrow" | "row bottom";
  readonly children: ComponentChildren;
}

/** A form with an action. Its fields show their errors. */
export function Form({ action, layout = "stack", children }: FormProps) {
  return (
    <form
      class={layout}
      onSubmit={(event) => {
        event.preventDefault();
        void action.run();
      }}
    >
      <Refused.Provider value={action.faults}>{children}</Refused.Provider>
    </form>
  );
}

interface FaultsProps {
  /** Those of the form around when absent. */
  readonly faults?: readonly Fault[];
  /** Pointers of the fields that show their faults themselves. */
  readonly except?: readonly string[];
}

/** The errors of a request, in the API's words. */
export function Faults({ faults, except = [] }: FaultsProps) {
  const around = useFaults();
  const own = (faults ?? around).filter(({ pointer }) => !except.some((each) => pointer?.startsWith(each)));
  if (own.length === 0) return null;
  return (
    <div class="faults" role="alert">
      {own.map(({ detail }) => (
        <p key={detail}>{detail}</p>
      ))}
    </div>
  );
}
