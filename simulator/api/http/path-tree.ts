/** One segment of the paths: what follows it by name, by an id, and what the path that ends here stands for. */
interface Node<T> {
  readonly named: Map<string, Node<T>>;
  id: Node<T> | null;
  value: T | null;
}

const emptyNode = <T>(): Node<T> => ({ named: new Map(), id: null, value: null });

/** What a path stands for, with the ids in it from left to right. */
export interface Found<T> {
  readonly value: T;
  readonly ids: readonly string[];
}

/** Paths laid out once; finding one costs its length, however many there are. */
export class PathTree<T> {
  private readonly root = emptyNode<T>();

  /** `pattern`: a path with `*` for an id. */
  set(pattern: string, value: T): void {
    let node = this.root;
    for (const segment of segmentsOf(pattern)) {
      if (segment === "*") {
        node.id ??= emptyNode();
        node = node.id;
      } else {
        let next = node.named.get(segment);
        if (next === undefined) {
          next = emptyNode();
          node.named.set(segment, next);
        }
        node = next;
      }
    }
    node.value = value;
  }

  find(path: string): Found<T> | undefined {
    return search(this.root, segmentsOf(path), []);
  }
}

const segmentsOf = (path: string) => path.split("/").filter((segment) => segment !== "");

/** A name goes before an id, and an id is taken where the rest of the path fits no name. */
function search<T>(node: Node<T>, segments: readonly string[], ids: readonly string[]): Found<T> | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.value === null ? undefined : { value: node.value, ids };
  const named = node.named.get(segment);
  const found = named && search(named, rest, ids);
  return found ?? (node.id === null ? undefined : search(node.id, rest, [...ids, segment]));
}
