import { useId } from "preact/hooks";
import { query, setQuery } from "../data/route.js";
import type { Option } from "./fields.js";

/** A text filter in the address, so that a link shows the same list. */
export function SearchFilter({ name, label }: { name: string; label: string }) {
  return (
    <input
      class="input small grow"
      type="search"
      aria-label={label}
      placeholder={label}
      value={query.value.get(name) ?? ""}
      onInput={(event) => setQuery(name, event.currentTarget.value)}
    />
  );
}

/** A filter with few values, also in the address. */
export function SelectFilter({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: readonly Option[];
}) {
  const id = useId();
  return (
    <span class="row">
      <label for={id} class="muted">
        {label}
      </label>
      <select
        id={id}
        class="input small"
        value={query.value.get(name) ?? ""}
        onChange={(event) => setQuery(name, event.currentTarget.value)}
      >
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}
