import { isId, type Subject } from '../url-state.ts';

/** What somebody typed into the search box: whom it may mean, in the order to try; or why it can mean nobody. */
export type Query = { readonly subjects: readonly Subject[] } | { readonly error: string };

const QUERY = /^(rider|r|order|o)?\s*[#:]?\s*(\d[\d\s.,' ]*)$/i;

/** `17`, `rider 17`, `r17`, `#17`, `order 23`, `o:23`; digits may be grouped. A bare number may be either. */
export function parseQuery(text: string): Query {
  const trimmed = text.trim();
  if (trimmed === '') {
    return { error: 'Type the number of a rider or an order.' };
  }
  const match = QUERY.exec(trimmed);
  if (match === null) {
    return { error: `“${shortened(trimmed)}” is no number. Type the number of a rider or an order, for example “rider 17”.` };
  }
  const id = Number(match[2]!.replace(/\D/g, ''));
  const kinds = kindsOf(match[1]);
  const subjects = kinds.filter((kind) => isId(kind, id)).map((kind) => ({ kind, id }));
  if (subjects.length === 0) {
    const nobody = kinds.length === 1 ? `No ${kinds[0]}` : 'Nobody';
    return { error: `${nobody} can have the number ${shortened(match[2]!)}.` };
  }
  return { subjects };
}

function kindsOf(prefix: string | undefined): readonly Subject['kind'][] {
  switch (prefix?.charAt(0).toLowerCase()) {
    case 'r':
      return ['rider'];
    case 'o':
      return ['order'];
    default:
      return ['rider', 'order'];
  }
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
