import './shell/delivery-shell.ts';
