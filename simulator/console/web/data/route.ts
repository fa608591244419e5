import { computed, signal } from "@preact/signals";

const location = () => new URL(window.location.href);

const address = signal(location());

window.addEventListener("popstate", () => {
  address.value = location();
});

export const path = computed(() => address.value.pathname);

/** The query of the address: filters and similar, so that a link shows the same page. */
export const query = computed(() => address.value.searchParams);

/** Opens another page without loading it from the server. */
export function go(to: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", to);
  else history.replaceState(null, "", to);
  const before = address.value.pathname;
  address.value = location();
  if (address.value.pathname !== before) window.scrollTo(0, 0);
}

/** Changes one parameter of the address. An empty value removes it. */
export function setQuery(name: string, value: string): void {
  const url = location();
  if (value === "") url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  go(`${url.pathname}${url.search}`, "replace");
}

/** The values of a pattern's `:names` in a path, or null if it does not match. A last `:name?` is optional. */
export function match(pattern: string, actual: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split("/").filter(Boolean);
  const given = actual.split("/").filter(Boolean);
  const values: Record<string, string> = {};
  if (given.length > wanted.length) return null;
  for (const [i, part] of wanted.entries()) {
    const value = given[i];
    if (part.startsWith(":")) {
      const name = part.replace(/^:|\?$/g, "");
      if (value === undefined) {
        if (!part.endsWith("?")) return null;
      } else values[name] = decodeURIComponent(value);
    } else if (part !== value) return null;
  }
  return values;
}
