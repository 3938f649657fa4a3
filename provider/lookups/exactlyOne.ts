/** What was looked for, in the words that an error needs. */
interface Sought<Item> {
  /** Such as `room named "Launch" in account A`. */
  sought: string;
  idOf: (item: Item) => string;
}

/**
 * The one thing that was found.
 *
 * @throws Error when nothing was found, or more than one thing: that it says by their ids.
 */
export function theOnly<Item>(found: readonly Item[], { sought, idOf }: Sought<Item>): Item {
  const [first, ...others] = found;
  if (first === undefined) {
    throw new Error(
      `There is no ${sought}. Check both, and that the credentials are of the AWS account behind it.`,
    );
  }
  if (others.length === 0) return first;
  const ids = found.map(idOf).sort().slice(0, MOST_IDS);
  const more = found.length > ids.length ? ", …" : "";
  throw new Error(
    `There is more than one ${sought}: ${found.length} have the ids ${ids.join(", ")}${more}. ` +
      "Name the one that is meant by its id.",
  );
}

const MOST_IDS = 5;
