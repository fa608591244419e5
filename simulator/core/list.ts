import { findReadable, readable, readsAll } from "./authorize.js";
import { type AnyEntity, type CompiledResource, findEntity } from "./compile.js";
import { invalidParameter } from "./errors.js";
import type { AskedFilter, Query } from "./query.js";
import type { Filter, View } from "./resource.js";

/** One page of a list, and the length of the whole list. */
export interface Page {
  readonly entities: readonly AnyEntity[];
  readonly total: number;
}

type Test = (entity: AnyEntity) => boolean;

const known = (declared: object | undefined) => Object.keys(declared ?? {}).join(", ") || "none";

function declaredFilter(compiled: CompiledResource, asked: AskedFilter): Filter<AnyEntity> {
  const { filters } = compiled.resource;
  if (filters && Object.hasOwn(filters, asked.name)) return filters[asked.name]!;
  throw invalidParameter(
    asked.parameter,
    `'${compiled.path}' has no filter '${asked.name}'; it has: ${known(filters)}.`,
  );
}

/** The time span of `between:<from>,<to>` in milliseconds, including both ends. */
function spanOf({ parameter, between }: AskedFilter): { from: number; to: number } {
  const [from, to, ...rest] = between!.split(",").map((text) => Date.parse(text.trim()));
  if (from === undefined || to === undefined || rest.length > 0 || Number.isNaN(from + to))
    throw invalidParameter(
      parameter,
      "'between:' takes two dates, like between:2030-01-01T00:00:00Z,2030-01-31T23:59:59Z.",
    );
  return { from, to };
}

/** Compares one text of an entity with the value of a filter. */
function comparison(filter: Filter<AnyEntity>, asked: AskedFilter): (text: string) => boolean {
  if (filter.date && asked.between !== null) {
    const { from, to } = spanOf(asked);
    return (text) => Date.parse(text) >= from && Date.parse(text) <= to;
  }
  if (asked.like) return (text) => text.toLowerCase().includes(asked.values[0]!);
  const wanted = new Set(asked.values);
  return (text) => wanted.has(text);
}

/** E5: whether the filter names an existing environment in which the caller may read the type. */
const asksForEnvironment = ({ readPermission }: CompiledResource, { values }: AskedFilter, view: View) =>
  values.some(
    (id) =>
      view.reader.get("environments", id) !== undefined &&
      (view.caller.unrestricted || view.caller.within(readPermission, id)),
  );

/** `filter[link][name]`: an entity passes if one of its linked objects, which the caller may read, passes. */
function linkedTest(compiled: CompiledResource, link: string, asked: AskedFilter, view: View): Test {
  const { ids, targetInfo } = compiled.links.get(link) ?? {};
  if (ids === undefined || targetInfo === undefined) {
    const names = [...compiled.links.values()].flatMap((each) => (each.targetInfo ? [each.name] : []));
    throw invalidParameter(
      asked.parameter,
      `'${compiled.path}' has no relationship '${link}' to filter through; it has: ${names.join(", ") || "none"}.`,
    );
  }
  const target = targetInfo.compiled;
  const passes = testOf(target, declaredFilter(target, asked), asked, view);
  return (entity) =>
    ids(entity, view).some((id) => {
      const linked = findReadable(target, id, view);
      return linked !== undefined && passes(linked);
    });
}

function testOf(compiled: CompiledResource, filter: Filter<AnyEntity>, asked: AskedFilter, view: View): Test {
  const matches = comparison(filter, asked);
  const isNullAsked = asked.values.includes("null");
  const { shared } = filter;
  const matchesShared = shared !== undefined && asksForEnvironment(compiled, asked, view);
  return (entity) => {
    if (matchesShared && shared(entity)) return true;
    const has = filter.values(entity, view);
    if (has === null || has.length === 0) return isNullAsked;
    return typeof has === "string" ? matches(has) : has.some(matches);
  };
}

const isIndexed = (filter: Filter<AnyEntity>, asked: AskedFilter) =>
  filter.index !== undefined && filter.shared === undefined && !asked.like && !asked.values.includes("null");

/** The entities that pass an indexed filter, each once and in the order of the index. */
function lookUp(
  compiled: CompiledResource,
  index: string,
  values: readonly string[],
  view: View,
): AnyEntity[] {
  if (index === "id") {
    return [...new Set(values)]
      .map((id) => findEntity(compiled, view.reader, id))
      .filter((found) => found !== undefined);
  }
  if (values.length === 1) return view.reader.find(compiled.type, index, values[0]!) as AnyEntity[];
  return [
    ...new Set(values.flatMap((value) => view.reader.find(compiled.type, index, value) as AnyEntity[])),
  ];
}

function searchOf(compiled: CompiledResource, text: string, view: View): Test {
  const search = compiled.resource.search ?? (() => []);
  return (entity) =>
    entity.id === text || search(entity, view).some((part) => part?.toLowerCase().includes(text) === true);
}

function sorted(
  compiled: CompiledResource,
  entities: readonly AnyEntity[],
  sort: Query["sort"],
): readonly AnyEntity[] {
  if (sort.length === 0) return entities;
  const keys = sort.map(({ name, descending }) => {
    const declared = compiled.resource.sort;
    if (!declared || !Object.hasOwn(declared, name)) {
      throw invalidParameter(
        "sort",
        `'${compiled.path}' cannot be sorted by '${name}'; it can by: ${known(declared)}.`,
      );
    }
    return { key: declared[name]!, sign: descending ? -1 : 1 };
  });
  return [...entities].sort((a, b) => {
    for (const { key, sign } of keys) {
      const [left, right] = [key(a), key(b)];
      if (left === right) continue;
      if (left === null) return -sign;
      if (right === null) return sign;
      return left < right ? -sign : sign;
    }
    return 0;
  });
}

/** Puts the caller's favorites first and keeps the order otherwise. */
function favoritesFirst(
  { attributes }: CompiledResource,
  entities: readonly AnyEntity[],
  { favoriteFirst }: Query,
  view: View,
): readonly AnyEntity[] {
  const favorite = attributes.get("favorite");
  if (!favoriteFirst || favorite === undefined) return entities;
  const isFavorite = (entity: AnyEntity) => favorite.read(entity, view) === true;
  return [...entities.filter(isFavorite), ...entities.filter((entity) => !isFavorite(entity))];
}

const slice = (entities: readonly AnyEntity[], { page, size }: Query) =>
  entities.slice((page - 1) * size, page * size);

/** Reads the first page of a type without reading the rest. */
function pageOfAll(compiled: CompiledResource, query: Query, view: View): Page {
  const [from, to] = [(query.page - 1) * query.size, query.page * query.size];
  const entities: AnyEntity[] = [];
  let position = 0;
  for (const entity of view.reader.all(compiled.type)) {
    if (position >= to) break;
    if (position++ >= from) entities.push(entity);
  }
  return { entities, total: view.reader.count(compiled.type) };
}

/** A list of some entities of a type, and which of them the caller sees; by default all that it may read. */
export interface Source {
  readonly entities: Iterable<AnyEntity>;
  readonly shows?: Test;
}

/** Filters, searches and sorts the entities that the caller may see (R21), and returns the requested page. */
export function listEntities(compiled: CompiledResource, query: Query, view: View, source?: Source): Page {
  const filters = query.filters
    .filter(({ link }) => link === null)
    .map((asked) => ({ asked, filter: declaredFilter(compiled, asked) }));
  const first = source ? undefined : filters.find(({ asked, filter }) => isIndexed(filter, asked));
  const tests = filters
    .filter((entry) => entry !== first)
    .map(({ asked, filter }) => testOf(compiled, filter, asked, view));
  for (const asked of query.filters)
    if (asked.link !== null) tests.push(linkedTest(compiled, asked.link, asked, view));
  const { visible, constant } = compiled.resource;
  if (visible) tests.push(visible);
  if (source?.shows) tests.push(source.shows);
  else if (!readsAll(compiled, view)) tests.push((entity) => readable(compiled, entity, view));
  if (query.query !== null) tests.push(searchOf(compiled, query.query, view));
  const isOrdered = query.sort.length > 0 || query.favoriteFirst;
  if (!source && !constant && !first && tests.length === 0 && !isOrdered)
    return pageOfAll(compiled, query, view);

  const candidates = first
    ? lookUp(compiled, first.filter.index!, first.asked.values, view)
    : [
        ...(source?.entities ??
          constant?.values() ??
          (view.reader.all(compiled.type) as Iterable<AnyEntity>)),
      ];
  const found =
    tests.length === 0 ? candidates : candidates.filter((entity) => tests.every((test) => test(entity)));
  const ordered = favoritesFirst(compiled, sorted(compiled, found, query.sort), query, view);
  return { entities: slice(ordered, query), total: found.length };
}

/** `meta.pagination` of a list. */
export interface Pagination {
  readonly "current-page": number;
  readonly "prev-page": number | null;
  readonly "next-page": number | null;
  readonly "page-size": number;
  readonly "total-pages": number;
  readonly "total-count": number;
}

/** `meta.pagination` of a page: the first page is 1, and there is always one. */
export function paginationOf({ page, size }: Query, total: number): Pagination {
  const pages = Math.max(1, Math.ceil(total / size));
  return {
    "current-page": page,
    "prev-page": page > 1 ? page - 1 : null,
    "next-page": page < pages ? page + 1 : null,
    "page-size": size,
    "total-pages": pages,
    "total-count": total,
  };
}
