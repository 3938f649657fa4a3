/**
 * What the plugin processes of one deployment ask one another about ids, such as those of memberships. Each process serves
 * one provider, and knows of its own resources only.
 */
export interface Peer {
  /**
   * Those of the ids that a resource has. It is asked by one that is about to remove them, and leaves these alone then. Of one
   * that is being made it is told when that has come to an end.
   */
  held(ids: readonly string[]): Promise<string[]>;
  /**
   * Those of the ids that were removed. It is asked by one that has just laid claim to them, so that they are not removed
   * from then on; a removal that has begun first comes to an end.
   */
  removed(ids: readonly string[]): Promise<string[]>;
}
