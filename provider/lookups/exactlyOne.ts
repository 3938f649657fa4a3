/** What was looked up, for errors. */
interface Query<Item> {
  /** Such as `room named "Launch" in account A`. */
  description: string;
  idOf: (item: Item) => string;
}

/**
 * Returns the only item.
 *
 * @throws Error when there is none, or more than one, with some of their ids.
 */
export function exactlyOne<Item>(found: readonly Item[], { description, idOf }: Query<Item>): Item {
  const [first, ...others] = found;
  if (first === undefined) {
    throw new Error(
      `There is no ${description}. Check both, and that the credentials belong to the AWS account of the Amazon Chime ` +
        "account.",
    );
  }
  if (others.length === 0) return first;
  const ids = found.map(idOf).sort().slice(0, MAX_IDS);
  const more = found.length > ids.length ? ", …" : "";
  throw new Error(
    `There is more than one ${description}: ${found.length}, with the ids ${ids.join(", ")}${more}. ` +
      "Use the id of the one you mean.",
  );
}

const MAX_IDS = 5;
