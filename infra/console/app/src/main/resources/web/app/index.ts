import './shell/tokens.css';
import './shell/delivery-shell.ts';
