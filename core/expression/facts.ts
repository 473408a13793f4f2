import type { Money } from '#core/value/money.ts';
import type { Instant } from '#core/value/time.ts';

/** What a source may know about a person. `phone` is E.164, `fields` are the typed attributes of the workspace. */
export type Person = {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly name: string;
  readonly country: string | null;
  readonly language: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly timezone: string | null;
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
};

/** A thing in an order or a cart, as the shop told it. */
export type LineFacts = {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: Money | null;
  readonly url: string | null;
  readonly image: string | null;
};

/** A person's latest order. `at` is when it was placed, RFC 3339 in UTC; `state` is placed, paid, shipped, … */
export type OrderFacts = {
  readonly number: string;
  readonly state: string;
  readonly total: Money;
  readonly items: readonly LineFacts[];
  readonly at: string;
  readonly url: string | null;
  readonly tracking_url: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

/** A person's open cart; nobody has an empty one. `at` is when it was changed last. */
export type CartFacts = {
  readonly total: Money | null;
  readonly items: readonly LineFacts[];
  readonly at: string;
  readonly url: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

/** The latest fact of the kind that is the reason to write. */
export type EventFacts = { readonly kind: string; readonly at: string; readonly data: Readonly<Record<string, unknown>> };

/** How products are recommended. The contract lists the same. */
export type RecommendationKind = 'bought_together' | 'next_likely' | 'liked_again';

/** A product that is recommended to somebody. `image` is a border id of the media library, or an address. */
export type RecommendedProduct = {
  readonly retailer_id: string;
  readonly name: string;
  readonly price: Money | null;
  readonly url: string | null;
  readonly image: string | null;
};

/** What holds for everybody who gets the message: the moment, the house's language and zone, the campaign. */
export type Setting = {
  readonly at: Instant;
  /** BCP 47: spoken to people whose language and country are not known. */
  readonly locale: string;
  /** IANA: the hour of people whose zone is not known. */
  readonly timezone: string;
  /** Null for a message that is part of no campaign. */
  readonly campaign: { readonly name: string } | null;
  /** The kind of fact `event` stands for, such as `cart.updated`; null when there is none. */
  readonly reason: string | null;
};

/** All that the variables of one person's message can be made of. Recommended products stand in the order of their places. */
export type Facts = {
  readonly contact: Person;
  readonly order: OrderFacts | null;
  readonly cart: CartFacts | null;
  readonly event: EventFacts | null;
  readonly recommendations: Readonly<Partial<Record<RecommendationKind, readonly RecommendedProduct[]>>>;
  readonly setting: Setting;
};

/** Which facts a source needs, so that only those are looked up. */
export type Needs = {
  readonly order: boolean;
  readonly cart: boolean;
  readonly event: boolean;
  /** Places wanted of each way to recommend, 0 for none. */
  readonly places: Readonly<Record<RecommendationKind, number>>;
};
