/** A node of the tree: its children by name, its child for an id, and the value of the path that ends here. */
interface Node<T> {
  readonly named: Map<string, Node<T>>;
  id: Node<T> | null;
  value: T | null;
}

const emptyNode = <T>(): Node<T> => ({ named: new Map(), id: null, value: null });

/** The value of a path, and the ids in it from left to right. */
export interface Found<T> {
  readonly value: T;
  readonly ids: readonly string[];
}

/** A tree of paths. A look-up takes time in proportion to the length of the path, however many paths there are. */
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

/** A name takes precedence over an id. An id is tried if the rest of the path fits no name. */
function search<T>(node: Node<T>, segments: readonly string[], ids: readonly string[]): Found<T> | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.value === null ? undefined : { value: node.value, ids };
  const named = node.named.get(segment);
  const found = named && search(named, rest, ids);
  return found ?? (node.id === null ? undefined : search(node.id, rest, [...ids, segment]));
}
