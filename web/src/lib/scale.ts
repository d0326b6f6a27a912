/** Scales and shapes of drawings. */
export { scaleBand, scaleLinear } from "d3-scale";
export { area, curveLinear, curveStepAfter, line } from "d3-shape";
