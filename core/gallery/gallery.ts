import { refund, reviewRequest, warranty } from './after.ts';
import { browseAbandoned, cartAbandoned, welcome } from './arrival.ts';
import { backInStock, priceDrop } from './choosing.ts';
import { crossSell } from './cross-sell.ts';
import { appointmentReminder, eventInvitation, passcode, poll } from './meeting.ts';
import { delivered, deliveryBooking, orderConfirmed, orderShipped } from './order.ts';
import { birthday, limitedOffer, winBack } from './return.ts';
import type { GalleryEntry } from './shape.ts';

/**
 * Templates of our own to begin from, in the order of the journey, each in English, French, Spanish, Portuguese and Arabic. Every one
 * passes our laws without a warning and the review of the local WhatsApp in its category (test/house/gallery.test.ts).
 */
export const galleryTemplates: readonly GalleryEntry[] = [
  welcome,
  browseAbandoned,
  cartAbandoned,
  backInStock,
  priceDrop,
  orderConfirmed,
  orderShipped,
  deliveryBooking,
  delivered,
  refund,
  warranty,
  reviewRequest,
  crossSell,
  winBack,
  birthday,
  limitedOffer,
  eventInvitation,
  poll,
  appointmentReminder,
  passcode,
];
