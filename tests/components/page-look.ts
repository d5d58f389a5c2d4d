import '../../ui/theme.css';
