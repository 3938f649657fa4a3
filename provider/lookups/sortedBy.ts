/** The items in the order of a string property, so that a result is the same whatever the order of the service. */
export function sortedBy<Item>(items: readonly Item[], property: (item: Item) => string): Item[] {
  return [...items].sort((one, other) => (property(one) < property(other) ? -1 : 1));
}
