import type { ReactNode } from 'react';
import { FormSheet } from '../form/FormSheet.tsx';
import type { Hand, Sheet } from '../hand/hand.ts';
import { AddressSheet } from './AddressSheet.tsx';
import { AdSheet } from './AdSheet.tsx';
import { AttachSheet } from './AttachSheet.tsx';
import { BasketSheet } from './BasketSheet.tsx';
import { BubbleSheet } from './BubbleSheet.tsx';
import { BusinessSheet } from './BusinessSheet.tsx';
import { ComplainSheet } from './ComplainSheet.tsx';
import { ContactSheet } from './ContactSheet.tsx';
import { FileSheet } from './FileSheet.tsx';
import { LinkSheet } from './LinkSheet.tsx';
import { ListSheet } from './ListSheet.tsx';
import { LocationSheet } from './LocationSheet.tsx';
import { MenuSheet } from './MenuSheet.tsx';
import { OneFieldSheet } from './OneFieldSheet.tsx';
import { OwnNumberSheet } from './OwnNumberSheet.tsx';
import { AnswersSheet } from './AnswersSheet.tsx';
import { PictureSheet } from './PictureSheet.tsx';
import { RawSheet } from './RawSheet.tsx';
import { SendContactSheet } from './SendContactSheet.tsx';
import { ShopSheet } from './ShopSheet.tsx';

/** What every sheet is given: what it is about, the hand it lies in, and what went wrong. */
export type SheetProps<Kind extends Sheet['kind']> = {
  readonly sheet: Extract<Sheet, { kind: Kind }>;
  readonly hand: Hand;
  readonly problem: string | null;
};

/** The sheet that lies over the phone. */
export function Sheets({ sheet, hand, problem }: { sheet: Sheet; hand: Hand; problem: string | null }): ReactNode {
  const shared = { hand, problem };
  switch (sheet.kind) {
    case 'list':
      return <ListSheet sheet={sheet} {...shared} />;
    case 'link':
    case 'call':
      return <LinkSheet sheet={sheet} {...shared} />;
    case 'shop':
      return <ShopSheet sheet={sheet} {...shared} />;
    case 'basket':
      return <BasketSheet sheet={sheet} {...shared} />;
    case 'answers':
      return <AnswersSheet sheet={sheet} {...shared} />;
    case 'flow':
      return <FormSheet sheet={sheet} {...shared} />;
    case 'address':
      return <AddressSheet sheet={sheet} {...shared} />;
    case 'own_number':
      return <OwnNumberSheet sheet={sheet} {...shared} />;
    case 'contact':
      return <ContactSheet sheet={sheet} {...shared} />;
    case 'picture':
      return <PictureSheet sheet={sheet} {...shared} />;
    case 'bubble':
      return <BubbleSheet sheet={sheet} {...shared} />;
    case 'location':
      return <LocationSheet sheet={sheet} {...shared} />;
    case 'file':
      return <FileSheet sheet={sheet} {...shared} />;
    case 'complain':
      return <ComplainSheet sheet={sheet} {...shared} />;
    case 'attach':
      return <AttachSheet {...shared} />;
    case 'send_contact':
      return <SendContactSheet {...shared} />;
    case 'menu':
      return <MenuSheet {...shared} />;
    case 'ad':
      return <AdSheet {...shared} />;
    case 'code':
    case 'number':
    case 'username':
      return <OneFieldSheet kind={sheet.kind} {...shared} />;
    case 'raw':
      return <RawSheet {...shared} />;
    case 'business':
      return <BusinessSheet {...shared} />;
  }
}
