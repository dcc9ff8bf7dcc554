import { createContext, useContext } from 'react';
import { translateInto, type Translate } from './translate.ts';

export const TranslateContext = createContext<Translate>(translateInto('en'));

export const useTranslate = (): Translate => useContext(TranslateContext);
