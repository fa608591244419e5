import { isAccessible } from "../../../pools/pool-rules.js";
import type { Links } from "../data/api.js";
import { pools } from "../data/derived.js";
import { type Option, SelectField } from "./fields.js";

/** The relationship to the selected pool, or to none if the selection is empty; nothing if there is no selection. */
export const poolLink = (name: "agent-pool" | "default-workspace-agent-pool", pool?: string): Links =>
  pool === undefined ? {} : { [name]: { type: "agent-pools", id: pool || null } };

interface PoolSelectProps {
  readonly label: string;
  /** Id of a pool, or empty. */
  readonly value: string;
  readonly onChange: (pool: string) => void;
  /** R5: run pools execute runs, VCS pools reach a Git server. */
  readonly kind: "runs" | "vcs";
  /** What it means to select none. */
  readonly none: string;
  /** R3: the environment in which the pool has to be available. */
  readonly environment?: string;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly pointer?: string;
}

/** The pool selector of settings. Pools that cannot be selected show the reason. */
export function PoolSelect({ kind, none, environment, hint, ...rest }: PoolSelectProps) {
  const fitting = pools.value.filter(({ vcsEnabled }) => vcsEnabled === (kind === "vcs"));
  const isHidden = rest.value !== "" && !fitting.some(({ id }) => id === rest.value);
  const options: readonly Option[] = [
    { value: "", label: none },
    ...fitting.map((pool) => {
      const isAvailable = environment === undefined || isAccessible(pool, environment);
      return {
        value: pool.id,
        label: isAvailable ? pool.name : `${pool.name} (not available in this environment)`,
        disabled: !isAvailable && pool.id !== rest.value,
      };
    }),
    ...(isHidden ? [{ value: rest.value, label: `${rest.value} (not yours to see)` }] : []),
  ];
  return <SelectField {...rest} options={options} {...(hint !== undefined && { hint })} />;
}
